import type { Refusal } from '@shop/log-core';
import type { CloudEvent, Topic } from '@shop/topics';
import type { Flowing, Keyed, Step, StepContext, TableRow, Topology, WaitingRoom } from './topology.js';

/** A table to join with: a compacted topic, the type of its rows, and where records wait for a row. */
export interface Join<Value, Row, Entry, Joined> {
  readonly table: Topic;
  readonly waiting: WaitingRoom<Value, Entry>;
  joined(record: Flowing<Value>, row: TableRow<Row>, context: StepContext): Keyed<Joined>;
}

/**
 * A stream under construction. Each method returns a new one; `to` ends it and gives the topology.
 *
 * @example
 * const loud = stream<CloudEvent<'Said', { text: string }>>('echo.loud', topics.said)
 *   .filter('only what is loud', ({ value }) => value.data.text.endsWith('!'))
 *   .to(topics.loud);
 */
export class Stream<Value> {
  private constructor(
    private readonly reader: string,
    private readonly source: Topic,
    private readonly steps: readonly Step[],
  ) {}

  /** @internal Use {@link stream}. */
  static from<Value>(reader: string, source: Topic): Stream<Value> {
    if (source.content.kind !== 'events') throw new Error(`${source.name} holds no events; a stream needs some`);
    return new Stream<Value>(reader, source, []);
  }

  /** Leaves out what is not wanted. `name` says what is kept. */
  filter(name: string, keep: (record: Flowing<Value>) => boolean): Stream<Value> {
    return this.then({ kind: 'filter', name, keep: keep as (record: Flowing) => boolean });
  }

  /**
   * Sends what is wrong to `dead_letters`, as it was, with code and reason. Only before a join: a record that waited
   * was found right when it came.
   */
  reject(name: string, refuse: (record: Flowing<Value>) => Refusal | undefined): Stream<Value> {
    if (this.steps.some(({ kind }) => kind === 'join')) throw new Error('A stream rejects before it joins');
    return this.then({ kind: 'reject', name, refuse: refuse as (record: Flowing) => Refusal | undefined });
  }

  /** Changes key and value. */
  map<Next>(name: string, to: (record: Flowing<Value>, context: StepContext) => Keyed<Next>): Stream<Next> {
    return this.then<Next>({ kind: 'map', name, to: to as (record: Flowing, context: StepContext) => Keyed });
  }

  /** Joins with the row of the record's key; without one the record waits for it. One join per topology. */
  join<Row, Entry, Joined>(name: string, join: Join<Value, Row, Entry, Joined>): Stream<Joined> {
    if (this.steps.some(({ kind }) => kind === 'join')) throw new Error('A stream joins one table');
    return this.then<Joined>({
      kind: 'join',
      name,
      table: join.table,
      waiting: join.waiting as unknown as WaitingRoom,
      joined: join.joined as (record: Flowing, row: TableRow, context: StepContext) => Keyed,
    });
  }

  /** Writes what came through to a topic of events, and ends the topology. */
  to(this: Stream<CloudEvent>, sink: Topic): Topology {
    return { reader: this.reader, source: this.source, steps: this.steps, sink };
  }

  private then<Next = Value>(step: Step): Stream<Next> {
    return new Stream<Next>(this.reader, this.source, [...this.steps, step]);
  }
}

/**
 * Begins a topology.
 * @param reader the consumer group that runs it: `<app>.<reader>`
 * @param source a topic of events, valid by its schemas; what is not, is a dead letter before the first step
 */
export function stream<Value extends CloudEvent>(reader: string, source: Topic): Stream<Value> {
  return Stream.from<Value>(reader, source);
}
