import { AppendFailed, type NewRecord } from '@shop/log-core';
import type { Position } from '@shop/topics';

/** One `append` on its way: it settles once, when all its records have positions, one failed, or its time is up. */
export class AppendCall {
  readonly promise: Promise<Position[]>;
  /** When it gives up, in the milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Whether any of its records may have reached the broker. */
  sent = false;
  settled = false;
  /** Called once when it settles, with whether it was acknowledged. */
  onSettled: (acknowledged: boolean) => void = () => undefined;
  #missing: number;
  readonly #positions: Position[];
  #resolve!: (positions: Position[]) => void;
  #reject!: (error: AppendFailed) => void;

  /**
   * @param count how many records it has
   * @param timeoutMs after how long it gives up
   */
  constructor(
    count: number,
    readonly timeoutMs: number,
  ) {
    this.deadline = performance.now() + timeoutMs;
    this.#missing = count;
    this.#positions = new Array<Position>(count);
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** The record at `index` is in the log. */
  appended(index: number, position: Position): void {
    this.#positions[index] = position;
    if (--this.#missing > 0 || this.settled) return;
    this.settled = true;
    this.onSettled(true);
    this.#resolve(this.#positions);
  }

  /** It can't be told of all records that they are in the log. */
  failed(message: string, cause?: unknown): void {
    this.rejected(new AppendFailed(message, this.sent, { cause }));
  }

  /** It failed for a reason of its own. */
  rejected(error: AppendFailed): void {
    if (this.settled) return;
    this.settled = true;
    this.onSettled(false);
    this.#reject(error);
  }
}

/** A record of a call, with its partition decided. */
export interface Entry {
  readonly call: AppendCall;
  /** Its place in the call. */
  readonly index: number;
  readonly topic: string;
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: NewRecord['value'];
  readonly headers: NewRecord['headers'];
  /** About what it takes in a request. */
  readonly bytes: number;
}

/** What a record takes beside key, value and headers. */
const OVERHEAD_BYTES = 40;

/** About what a record takes in a request. */
export function sizeOf(key: Buffer | null, { value, headers }: Pick<NewRecord, 'value' | 'headers'>): number {
  let bytes = OVERHEAD_BYTES + (key?.length ?? 0);
  if (value !== null) bytes += typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  for (const name in headers) bytes += name.length + Buffer.byteLength(headers[name]) + 4;
  return bytes;
}
