import { positionOf, type RecordBatch } from '@shop/log-core';
import type { Position } from '@shop/topics';

/** How often a record must fail alone, each time after its partition was opened anew, before it is to blame. */
export const TIMES_ALONE = 3;

/**
 * Finds the record that makes a handler fail: what failed comes again, and if it fails again, less and less of it is
 * given at a time, until one record fails alone. Nothing of this happens before something has failed.
 */
export class Suspicion {
  /** What failed lies before this offset. */
  #until = 0;
  #most = Infinity;
  #failures = 0;
  #suspect: Position | undefined;
  #alone = 0;

  /** How many records the next batch may hold. */
  get most(): number {
    return this.#most;
  }

  /**
   * Takes note that the handler failed.
   * @param at the record that was being handled, where the handler knows
   * @returns the record that is to blame, when that is certain
   */
  failed({ records, bad, next }: RecordBatch, at?: Position): Position | undefined {
    this.#until = next;
    const size = records.length + bad.length;
    // The first time all of it comes again: trouble may have passed meanwhile.
    if (this.#failures++ > 0 || size === 1) this.#most = Math.max(1, Math.ceil(size / 2));
    // A handler may look at what could not be understood as well.
    const [only] = records.length > 0 ? records : bad.map(({ raw }) => raw);
    const suspect = at ?? (size === 1 ? positionOf(only) : undefined);
    if (!suspect) return undefined;
    this.#alone = isSame(suspect, this.#suspect) ? this.#alone + 1 : 1;
    this.#suspect = suspect;
    return this.#alone >= TIMES_ALONE ? suspect : undefined;
  }

  /** Takes note that a batch was stored. What is left of what failed is halved. */
  stored({ next }: RecordBatch): void {
    if (this.#failures === 0) return;
    if (next < this.#until) {
      this.#most = Math.max(1, Math.ceil(this.#most / 2));
      return;
    }
    this.#until = this.#failures = this.#alone = 0;
    this.#most = Infinity;
    this.#suspect = undefined;
  }

  /** Failures of the suspect in a row, for how long to wait before the next. */
  get alone(): number {
    return this.#alone;
  }
}

function isSame(one: Position, other: Position | undefined): boolean {
  return one.offset === other?.offset && one.partition === other.partition && one.topic === other.topic;
}
