import type { ReviewAccepted } from '@shop/api';
import { unprocessable } from '@shop/http';

/** How many are remembered: far more than are on their way through the pipeline at any time. */
const REMEMBERED = 10_000;

interface Remembered {
  readonly requestHash: string;
  readonly answer: Promise<ReviewAccepted>;
}

/**
 * Postings with an `Idempotency-Key` that this process answers or has answered just now: between the append and the read
 * model, a repetition must not be appended again, and two at once must be one.
 */
export class RecentPostings {
  private readonly byEvent = new Map<string, Remembered>();

  /**
   * Does the work, or gives the answer that the same work has led to.
   * @throws ProblemError 422 when the id was used for a request with another hash; what `work` throws, which is not
   * remembered
   */
  once(eventId: string, requestHash: string, work: () => Promise<ReviewAccepted>): Promise<ReviewAccepted> {
    const known = this.byEvent.get(eventId);
    if (known) return known.requestHash === requestHash ? known.answer : Promise.reject(keyReused());
    const answer = work();
    this.byEvent.set(eventId, { requestHash, answer });
    answer.catch(() => this.byEvent.delete(eventId));
    for (const oldest of this.byEvent.keys()) {
      if (this.byEvent.size <= REMEMBERED) break;
      this.byEvent.delete(oldest);
    }
    return answer;
  }
}

/** Under one key the first request in the log wins: this one asks for something else. */
export function keyReused() {
  return unprocessable('idempotencyKey.reused', 'The Idempotency-Key was used for another request.');
}
