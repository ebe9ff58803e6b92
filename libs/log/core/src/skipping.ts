import type { ControlEvent, Position } from '@shop/topics';
import { keyOf, PositionLost, Retriable } from './reader.js';
import type { BadRecord, LogRecord, RecordBatch } from './record.js';

/** Code of a dead letter of a record that a handler failed of. */
export const HANDLER_FAILED = 'handler.failed';
/** Code of a dead letter of a record that an operator had left out. */
export const RECORD_SKIPPED = 'record.skipped';
/** How many records of one reader may be put away within an hour because its handler failed of them. */
export const MOST_PER_HOUR = 5;
const HOUR_MS = 3_600_000;

/**
 * A handler threw an error about records that it was given. It may be the fault of one of them, which is found out by
 * giving it fewer. Whatever a sink throws that is not of this class is never a record's fault.
 */
export class HandlerFailed extends Error {
  override name = 'HandlerFailed';
  /** @param at the record that was being handled, where that is known */
  constructor(
    override readonly cause: unknown,
    readonly at?: Position,
  ) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
  }
}

/**
 * What an error that a handler threw means for the reader. Trouble that passes stays what it is, and what the operating
 * system refuses (a connection, a file) is such trouble: no record can be blamed for it.
 * @param at the record that was being handled, where that is known
 */
export function asHandlerFailure(error: unknown, at?: Position): Error {
  if (error instanceof Retriable || error instanceof PositionLost || error instanceof HandlerFailed) return error;
  if (isOfSystem(error)) return new Retriable(error.message, { cause: error });
  return new HandlerFailed(error, at);
}

/** Node's system errors name the call that failed. `fetch` has them as its cause. */
function isOfSystem(error: unknown): error is Error {
  for (let each = error; each instanceof Error; each = each.cause)
    if (typeof (each as { syscall?: unknown }).syscall === 'string') return true;
  return false;
}

/** Why a record is left out by a reader. */
export interface RecordSkip {
  readonly position: Position;
  readonly code: typeof HANDLER_FAILED | typeof RECORD_SKIPPED;
  readonly reason: string;
  /** The id of the operator, or the name of the process. */
  readonly by: string;
  /** Since when, RFC 3339. */
  readonly since: string;
}

/**
 * Which records one reader leaves out, folded from `control_events`: those that an operator named, and those that its
 * handler failed of. Pure: every process, and whoever builds a read model anew, comes to the same by the same log.
 */
export class RecordSkips {
  readonly #byPlace = new Map<string, Map<number, RecordSkip>>();
  /** When records were put away for the handler's sake, in milliseconds since 1970: taking back doesn't undo that. */
  #failures: number[] = [];

  /** Takes an event about the reader into account. Events of other kinds say nothing about skips. */
  on(event: ControlEvent): void {
    const { type, data, actor, time } = event;
    if (type === 'RecordSkipRequested')
      this.#add({ position: data.position, code: RECORD_SKIPPED, reason: data.reason, by: actor, since: time });
    else if (type === 'RecordSkipped') {
      // Instances may report at the same time: the order of the log decides which of them came too late.
      if (this.get(data.position) || this.leftAt(Date.parse(time)) === 0) return;
      this.#failures.push(Date.parse(time));
      this.#add({ position: data.position, code: HANDLER_FAILED, reason: data.error.reason, by: actor, since: time });
    } else if (type === 'RecordSkipTakenBack')
      this.#byPlace.get(keyOf(data.position))?.delete(Number(data.position.offset));
  }

  /** Why a record is left out; undefined for one that isn't. */
  get(position: Position): RecordSkip | undefined {
    return this.#byPlace.get(keyOf(position))?.get(Number(position.offset));
  }

  /** How many records may still be put away for errors of the handler within the hour that ends at a time. */
  leftAt(milliseconds: number): number {
    // An event says of itself when it was: one of the future would count for ever.
    const within = this.#failures.filter((at) => at > milliseconds - HOUR_MS && at <= milliseconds);
    return Math.max(0, MOST_PER_HOUR - within.length);
  }

  /** All of them, in the order in which they came. */
  all(): RecordSkip[] {
    return Array.from(this.#byPlace.values(), (skips) => [...skips.values()]).flat();
  }

  /** A batch without the records that are left out: they are among those to be put away. */
  without(batch: RecordBatch): RecordBatch {
    const skips = this.#byPlace.get(keyOf(batch));
    if (!skips?.size) return batch;
    const own: BadRecord[] = [];
    const records = batch.records.filter(({ offset, raw }) => {
      const skip = skips.get(offset);
      if (skip) own.push({ raw, code: skip.code, message: skip.reason, leftOut: true });
      return !skip;
    });
    // What could not be understood either keeps that reason.
    const bad = batch.bad.map((each) => (skips.has(each.raw.offset) ? { ...each, leftOut: true } : each));
    return { ...batch, records, bad: [...bad, ...own] };
  }

  #add(skip: RecordSkip): void {
    const place = keyOf(skip.position);
    const skips = this.#byPlace.get(place) ?? new Map<number, RecordSkip>();
    this.#byPlace.set(place, skips.set(Number(skip.position.offset), skip));
  }
}

/** A batch as a handler is given it: with what could not be understood, and without what its reader leaves out. */
export function forHandler(batch: RecordBatch): RecordBatch {
  return batch.bad.some(({ leftOut }) => leftOut)
    ? { ...batch, bad: batch.bad.filter(({ leftOut }) => !leftOut) }
    : batch;
}

/** Which records a reader leaves out, and how it comes to leave out another one. */
export interface Skipping {
  /** A batch without the records that are left out: they are among those to be put away. */
  without(batch: RecordBatch): RecordBatch;
  /**
   * Has a record left out from now on, because the handler fails of it. Resolves when that is in the log and known here.
   * @throws Retriable while the log can't be told; anything else if the reader must not: it ends then
   */
  putAway(position: Position, error: HandlerFailed, record?: LogRecord): Promise<void>;
}
