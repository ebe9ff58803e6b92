import { setTimeout } from 'node:timers/promises';

/** Something that is done again and again. */
export interface Load {
  /** Lets the round under way end, and begins no more. @throws what a round threw */
  stop(): Promise<void>;
}

/**
 * Does something again and again, one round after the other.
 * @param everyMs between the end of a round and the next: how hard the load is, nothing is waited for with it
 */
export function loadOf(everyMs: number, work: () => Promise<void>): Load {
  let on = true;
  const going = (async () => {
    while (on) {
      await work();
      await setTimeout(everyMs);
    }
  })();
  // Told to whoever stops it.
  going.catch(() => undefined);
  return {
    async stop() {
      on = false;
      await going;
    },
  };
}
