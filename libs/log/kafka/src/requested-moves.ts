import { keyOf, type PositionMove, type Refusal } from '@shop/log-core';
import type { CloudEvent, ControlEvent, ControlEventData } from '@shop/topics';
import { PendingMoves, type Move } from './pending-moves.js';
import type { RunningReader } from './reader-options.js';

/** What moving needs of whoever controls the readers of a process. */
export interface MoveControl {
  /** The reader, if this process runs it by now. */
  reader(name: string): RunningReader | undefined;
  isPaused(name: string): boolean;
  report<Type extends 'ReaderMoved' | 'ReaderMoveRefused'>(
    type: Type,
    data: Omit<ControlEventData[Type], 'instance'>,
    cause: Pick<CloudEvent, 'id' | 'correlationid'>,
  ): Promise<void>;
}

/**
 * Which moves were asked for and are not done yet, folded from `control_events`. The processes of a reader share a move:
 * each does its partitions and reports them, and a partition that nobody reported is moved by whoever opens it next.
 */
export class RequestedMoves {
  readonly #pending = new Map<string, PendingMoves>();

  constructor(private readonly control: MoveControl) {}

  /** Takes an event into account. @param live whether it was appended while this process runs */
  on(event: ControlEvent, live: boolean): void {
    const { type, causationid, data } = event;
    if (type === 'ReaderMoveRequested') this.#request(event, live);
    else if (type === 'ReaderMoved')
      this.#end(
        data.reader,
        causationid,
        data.partitions.map(({ to }) => keyOf(to)),
      );
    else if (type === 'ReaderMoveRefused') this.#end(data.reader, causationid);
  }

  /** Asks a reader that starts for what is left to do. */
  add(reader: RunningReader): void {
    for (const move of this.#of(reader.name).all()) reader.move(move);
  }

  /** The log decides the order: a move that stands after a resumption is refused by every process alike. */
  #request(event: Extract<ControlEvent, { type: 'ReaderMoveRequested' }>, live: boolean): void {
    const { reader: name } = event.data;
    const reader = this.control.reader(name);
    if (this.control.isPaused(name)) {
      const move = this.#toMove(event);
      this.#of(name).add(move);
      reader?.move(move);
    } else if (live && reader)
      this.#refused(event, { code: 'reader.running', reason: 'The reader is running: pause it first.' });
  }

  #toMove(event: Extract<ControlEvent, { type: 'ReaderMoveRequested' }>): Move {
    const { reader, positions, skip } = event.data;
    return {
      id: event.id,
      to: new Map(positions.map((position) => [keyOf(position), Number(position.offset)])),
      skip: skip ?? false,
      onMoved: (moves) => void this.control.report('ReaderMoved', { reader, partitions: moves.map(asReported) }, event),
      onRefused: (refusal) => this.#refused(event, refusal),
    };
  }

  #refused(event: Extract<ControlEvent, { type: 'ReaderMoveRequested' }>, refusal: Refusal): void {
    void this.control.report('ReaderMoveRefused', { reader: event.data.reader, refusal }, event);
  }

  /** @param places by `keyOf`; default: all of the move */
  #end(name: string, id: string | undefined, places?: readonly string[]): void {
    if (id === undefined) return;
    this.#of(name).remove(id, places);
    this.control.reader(name)?.forgetMove(id, places);
  }

  #of(name: string): PendingMoves {
    const pending = this.#pending.get(name) ?? new PendingMoves();
    this.#pending.set(name, pending);
    return pending;
  }
}

function asReported({ topic, partition, from, to }: PositionMove) {
  return {
    from: { topic, partition, offset: String(from) },
    to: { topic, partition, offset: String(to) },
  };
}
