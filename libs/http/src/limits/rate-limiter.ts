import { tooManyRequests } from '../problems/problem-error.js';

/** How often something may happen: `limit` times per `seconds`. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

/** More keys than this, and those whose window is over are forgotten. */
const SWEEP_AT = 10_000;

/**
 * Counts what a key (a client, a client and an account) does in a window of time that begins with its first take.
 * In memory and per process: a shop with several backoffice processes allows so many times more.
 */
export class RateLimiter {
  private readonly windows = new Map<string, { count: number; endsAt: number }>();

  /**
   * @param code of the problem when there was too much: `signIn.tooMany`
   * @param now milliseconds on a clock that never goes back
   */
  constructor(
    private readonly code: string,
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Makes sure that the key may go on, without counting.
   * @throws ProblemError 429 with `Retry-After` when its limit is reached
   */
  check(key: string): void {
    const window = this.windows.get(key);
    if (!window || window.endsAt <= this.now() || window.count < this.rate.limit) return;
    throw tooManyRequests(this.code, 'Too many attempts: wait a little.', (window.endsAt - this.now()) / 1000);
  }

  /** Counts one. */
  count(key: string): void {
    const window = this.windows.get(key);
    if (window && window.endsAt > this.now()) window.count += 1;
    else {
      if (this.windows.size >= SWEEP_AT) this.sweep();
      this.windows.set(key, { count: 1, endsAt: this.now() + this.rate.seconds * 1000 });
    }
  }

  /**
   * Counts one if the key may go on.
   * @throws ProblemError 429 with `Retry-After` when its limit is reached
   */
  take(key: string): void {
    this.check(key);
    this.count(key);
  }

  /** Takes one back: it turned out not to count. */
  giveBack(key: string): void {
    const window = this.windows.get(key);
    if (window && window.count > 0) window.count -= 1;
  }

  private sweep(): void {
    for (const [key, { endsAt }] of this.windows) if (endsAt <= this.now()) this.windows.delete(key);
  }
}
