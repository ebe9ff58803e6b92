import { keyOf, Retriable, type PositionMove } from '@shop/log-core';
import { isPassing, messageOf } from './client.js';
import type { Logger } from './logging.js';

/** Least time between two commits of a reader, in milliseconds. */
const GAP_MS = 200;

/**
 * Tells Kafka where a reader stands: at once when it was quiet, then at most every 200 ms, the latest position of each
 * partition. A commit that fails is said again, unless the partitions were taken away meanwhile.
 */
export class Commits {
  #latest = new Map<string, number>();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly commit: (offsets: ReadonlyMap<string, number>) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  /** The reader stands at `next` in a partition (`keyOf`). */
  mark(place: string, next: number): void {
    this.#latest.set(place, next);
    if (!this.#timer && !this.#running) void this.flush();
  }

  /** Forgets what is not committed: the partitions were taken away. */
  forget(): void {
    this.#latest = new Map();
  }

  /** Commits what is not committed yet. */
  async flush(): Promise<void> {
    // What is marked together goes together. Several may wait here: the first one commits what there is.
    await Promise.resolve();
    while (this.#running) await this.#running;
    if (this.#latest.size === 0) return;
    clearTimeout(this.#timer);
    const latest = this.#latest;
    const offsets = new Map(latest);
    latest.clear();
    this.#running = this.commit(offsets)
      .catch((error) => {
        this.logger.debug({ error: messageOf(error) }, 'Offsets were not committed');
        // What was forgotten is another map by now.
        for (const [place, next] of offsets) if (!latest.has(place)) latest.set(place, next);
      })
      .finally(() => (this.#running = undefined));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, GAP_MS);
    await this.#running;
  }

  /**
   * Commits where partitions were moved to, after everything said before: that would take it back.
   * @throws Retriable while the group is forming or the brokers are away
   */
  async move(moves: readonly PositionMove[]): Promise<void> {
    await this.flush();
    await this.commit(new Map(moves.map((move) => [keyOf(move), move.to]))).catch((error) => {
      throw isPassing(error) ? new Retriable(messageOf(error), { cause: error }) : error;
    });
  }

  /** Commits once more, and then no more. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }
}
