import { refuseSkipping, type PositionMove, type Refusal } from '@shop/log-core';
import type { Position, Topic } from '@shop/topics';

/** A record on its way through a topology. */
export interface Flowing<Value = unknown> {
  readonly key: string;
  readonly value: Value;
  /** Where it stands in the source topic; it keeps this position through all steps. */
  readonly position: Position;
}

/** What a step makes of a record: its new key and value. */
export interface Keyed<Value = unknown> {
  readonly key: string;
  readonly value: Value;
}

/** What a step may use besides its record. Steps are pure: time and ids come from here, so that a repetition is equal. */
export interface StepContext {
  /** The time of the record that caused this step, RFC 3339 in UTC. */
  readonly time: string;
  /** The id of an event of a type that follows from another event: always the same for the same cause and type. */
  deriveId(causeId: string, type: string): string;
}

/** A row of a table, and where it stood. */
export interface TableRow<Row = unknown> {
  readonly row: Row;
  readonly position: Position;
  /** When it was appended, in milliseconds since 1970. */
  readonly timestamp: number;
}

/** Where records wait for a row that has not arrived: a compacted topic that follows the task's partition. */
export interface WaitingRoom<Value = unknown, Entry = unknown> {
  readonly topic: Topic;
  /** The key and row that stand for a waiting record. Of two with the same key both wait. */
  write(record: Flowing<Value>): Keyed<Entry>;
  /** The record that a row stands for: the inverse of `write`. */
  read(entry: Entry): Flowing<Value>;
}

/** Passes a record on, changed. */
export interface MapStep {
  readonly kind: 'map';
  readonly name: string;
  to(record: Flowing, context: StepContext): Keyed;
}

/** Passes on only what is wanted; the rest is left out on purpose. */
export interface FilterStep {
  readonly kind: 'filter';
  readonly name: string;
  keep(record: Flowing): boolean;
}

/** Passes on only what is right; the rest becomes a dead letter with a code and a reason. */
export interface RejectStep {
  readonly kind: 'reject';
  readonly name: string;
  refuse(record: Flowing): Refusal | undefined;
}

/**
 * Joins each record with the row of its key that has arrived. A record without a row waits, and is released, in order,
 * when the row arrives. Nothing is joined before the table was read to its end.
 */
export interface JoinStep {
  readonly kind: 'join';
  readonly name: string;
  /** Rows by key, co-partitioned with the stream; a tombstone takes a row away. */
  readonly table: Topic;
  readonly waiting: WaitingRoom;
  joined(record: Flowing, row: TableRow, context: StepContext): Keyed;
}

/** One step of a topology. */
export type Step = MapStep | FilterStep | RejectStep | JoinStep;

/**
 * A stream application as data: what it reads, what happens to a record step by step, what it writes. It can be drawn,
 * run in a test without a broker, and run on Kafka, one task per partition of the source.
 */
export interface Topology {
  /** The consumer group: `<app>.<reader>`. */
  readonly reader: string;
  readonly source: Topic;
  readonly steps: readonly Step[];
  readonly sink: Topic;
}

/** What a picture or a catalogue shows of a topology. */
export interface TopologyDescription {
  readonly reader: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly steps: readonly { readonly kind: Step['kind']; readonly name: string }[];
}

/** The joining step of a topology, if it has one. */
export function joinOf(topology: Topology): JoinStep | undefined {
  return topology.steps.find((step) => step.kind === 'join');
}

/** What a topology reads, does and writes, for pictures: topics by name, steps in order. */
export function describeTopology(topology: Topology): TopologyDescription {
  const join = joinOf(topology);
  const waiting = join ? [join.waiting.topic.name] : [];
  const rejects = topology.steps.some(({ kind }) => kind === 'reject');
  return {
    reader: topology.reader,
    reads: [topology.source.name, ...(join ? [join.table.name] : []), ...waiting],
    writes: [topology.sink.name, ...waiting, ...(rejects ? ['dead_letters'] : [])],
    steps: topology.steps.map(({ kind, name }) => ({ kind, name })),
  };
}

/**
 * Why the position of a topology can't be moved like that, or undefined where it is safe: back, in its source, where
 * doing it again leads to the same and nobody minds having it twice.
 */
export function refuseMoves(topology: Topology, moves: readonly PositionMove[]): Refusal | undefined {
  const { source, sink } = topology;
  const state = moves.find(({ topic }) => topic !== source.name);
  if (state)
    return {
      code: 'reader.keepsState',
      reason: `${state.topic} is state of this reader: it is read to its end at every start. Only ${source.name} can be moved.`,
    };
  const skipping = refuseSkipping(moves, 'Whatever follows from them would be missing in every topic behind.');
  if (skipping) return skipping;
  const join = joinOf(topology);
  if (join)
    return {
      code: 'reader.wouldDecideAgain',
      reason: `It joins with the rows of ${join.table.name} as they are now: the same events would come out with other contents.`,
    };
  if (sink.retention.kind === 'forever')
    return {
      code: 'reader.wouldRepeat',
      reason: `Everything would be in ${sink.name} a second time, which is kept for ever and joined by others with what is true now.`,
    };
  return undefined;
}
