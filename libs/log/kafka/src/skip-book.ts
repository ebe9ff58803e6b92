import {
  AppendFailed,
  HANDLER_FAILED,
  keyOf,
  RecordSkips,
  Retriable,
  type HandlerFailed,
  type LogRecord,
  type RecordBatch,
  type Skipping,
} from '@shop/log-core';
import type { ControlEvent, Position } from '@shop/topics';
import { placeThrown } from './thrown.js';

/** A reader may put away no more records because its handler fails: somebody has to look at it. */
export class TooManyFailed extends Error {
  override name = 'TooManyFailed';
}

/** Appends that a record is left out. @returns where that stands in `control_events` @throws AppendFailed */
export type TellSkipped = (event: {
  readonly reader: string;
  readonly position: Position;
  readonly eventId?: string;
  readonly error: { readonly code: string; readonly reason: string };
}) => Promise<Position>;

/** Which records the readers of a process leave out, kept up to date from `control_events`. */
export class SkipBook {
  readonly #skips = new Map<string, RecordSkips>();
  readonly #readers = new Map<string, Skipping>();
  /** What the handler said, by reader and position: the log is only told what kind of error it was. */
  readonly #said = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  /** The first offset of `control_events` that isn't known here. */
  #next = 0;
  #closed = false;

  constructor(private readonly tell: TellSkipped) {}

  /** Takes a control event into account. */
  on(event: ControlEvent): void {
    this.#of(event.data.reader).on(event);
  }

  /** Takes note that `control_events` was read up to an offset. */
  reached(next: number): void {
    this.#next = next;
    this.#wake();
  }

  /** What one reader leaves out. @param reader `<app>.<reader>` */
  of(reader: string): Skipping {
    const known = this.#readers.get(reader);
    if (known) return known;
    const skips = this.#of(reader);
    // One after the other: each has to know how many there were before.
    let turn: Promise<void> = Promise.resolve();
    const skipping: Skipping = {
      without: (batch) => this.#withWords(reader, skips.without(batch)),
      putAway: (position, error, record) => {
        const mine = turn.then(() => this.#putAway(reader, position, error, record));
        turn = mine.catch(() => undefined);
        return mine;
      },
    };
    this.#readers.set(reader, skipping);
    return skipping;
  }

  /** Nothing will be learned any more: who waits is told so. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async #putAway(reader: string, position: Position, error: HandlerFailed, record?: LogRecord): Promise<void> {
    const skips = this.#of(reader);
    const place = `${keyOf(position)}/${position.offset}`;
    if (skips.get(position)) return;
    const tooMany = () =>
      new TooManyFailed(
        `The handler of ${reader} fails of ${place}: ${error.message}. As many records as are allowed within an hour were ` +
          'put away for that already: mend the handler, or skip the record by name.',
        { cause: error },
      );
    if (skips.leftAt(Date.now()) === 0) throw tooMany();
    this.#said.set(`${reader} ${place}`, error.message);
    const { offset } = await this.#told(reader, position, error, record);
    await this.#known(Number(offset));
    // Other instances may have come before: the order of the log decides.
    if (!skips.get(position)) throw tooMany();
  }

  async #told(reader: string, position: Position, error: HandlerFailed, record?: LogRecord): Promise<Position> {
    const eventId = record?.content.kind === 'event' ? record.content.event.id : undefined;
    const reason = placeThrown(error.cause);
    try {
      return await this.tell({
        reader,
        position,
        ...(eventId !== undefined && { eventId }),
        error: { code: HANDLER_FAILED, reason },
      });
    } catch (failure) {
      if (failure instanceof AppendFailed) throw new Retriable(failure.message, { cause: failure });
      throw failure;
    }
  }

  #withWords(reader: string, batch: RecordBatch): RecordBatch {
    if (this.#said.size === 0 || batch.bad.length === 0) return batch;
    const bad = batch.bad.map((each) => {
      const said = this.#said.get(`${reader} ${keyOf(each.raw)}/${each.raw.offset}`);
      return said === undefined || each.code !== HANDLER_FAILED ? each : { ...each, message: said };
    });
    return { ...batch, bad };
  }

  async #known(offset: number): Promise<void> {
    while (this.#next <= offset) {
      if (this.#closed) throw new Retriable('The control events are read no more');
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #of(reader: string): RecordSkips {
    const skips = this.#skips.get(reader) ?? new RecordSkips();
    this.#skips.set(reader, skips);
    return skips;
  }
}
