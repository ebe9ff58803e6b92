import { createRequire } from 'node:module';

/** The part of kafkajs's request queue (2.2.4, `src/network/requestQueue`) that is repaired here. */
interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

/** How long kafkajs itself waits before it looks again at requests that had to queue. */
const CHECK_EVERY_MS = 10;

/**
 * kafkajs 2.2.4 arms a timer after every response, with a negative time when it isn't throttled, and the timer arms
 * itself again: a thousand wake-ups a second for each connection, and a warning from Node 24. This one arms a timer
 * only while requests wait.
 */
export function repairKafkajs(): void {
  const require = createRequire(import.meta.url);
  const queue = (require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype;
  queue.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const wait = Math.max(this.throttledUntil - Date.now(), CHECK_EVERY_MS);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait);
  };
}
