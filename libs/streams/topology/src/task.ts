import {
  asHandlerFailure,
  type BadRecord,
  eventRecord,
  type LogRecord,
  type NewRecord,
  positionOf,
  refusalOfSize,
  type Refusal,
} from '@shop/log-core';
import type { CloudEvent, Position } from '@shop/topics';
import { type Flowing, type JoinStep, joinOf, type StepContext, type TableRow, type Topology } from './topology.js';
import { WaitingList } from './waiting-list.js';

/** What records led to: records to append, and records that were refused. Both belong into one transaction. */
export interface Output {
  readonly records: readonly NewRecord[];
  readonly refused: readonly BadRecord[];
}

/** What records have led to so far. */
interface Work {
  readonly records: NewRecord[];
  readonly refused: BadRecord[];
}

/**
 * A topology at work on one partition: state in memory, no I/O. Whoever runs it restores the state (`restore`, then
 * `release`), hands it records (`process`) and appends what comes out. The state is ahead of the log until that is done:
 * if it can't be, the task is thrown away and another one restored.
 */
export class Task {
  /** Rows of the joined table by key; empty without a join. */
  private readonly table = new Map<string, TableRow>();
  /** Records that wait for a row; empty without a join. */
  private readonly waiting = new WaitingList();
  private readonly join: JoinStep | undefined;

  /** @param deriveId how ids of following events are made; see {@link StepContext} */
  constructor(
    readonly topology: Topology,
    readonly partition: number,
    private readonly deriveId: StepContext['deriveId'],
  ) {
    this.join = joinOf(topology);
  }

  /** Takes a record of the table or of the waiting topic into the state, and leads to nothing. */
  restore(record: LogRecord): void {
    const { topic } = record;
    if (topic === this.join?.table.name) this.setRow(record);
    else if (topic === this.join?.waiting.topic.name) {
      const { join } = this;
      naming(positionOf(record), () => this.restoreWaiting(record, join));
    } else throw new Error(`${topic} holds no state of ${this.topology.reader}`);
  }

  /**
   * Releases what waits for rows that are there; to be called once, after the state was restored.
   * @throws HandlerFailed naming the row with which a step fails
   */
  release(): Output {
    const work: Work = { records: [], refused: [] };
    for (const key of this.waiting.keys()) {
      const row = this.table.get(key);
      if (row) naming(row.position, () => this.releaseKey(key, row, work));
    }
    return work;
  }

  /**
   * Runs records of the source or of the table through the topology, in their order.
   * @throws HandlerFailed naming the record of which a step fails
   */
  process(records: readonly LogRecord[]): Output {
    const work: Work = { records: [], refused: [] };
    for (const record of records) {
      if (record.topic === this.topology.source.name) naming(positionOf(record), () => this.flow(record, work));
      else if (record.topic === this.join?.table.name) naming(positionOf(record), () => this.arrive(record, work));
      else throw new Error(`${this.topology.reader} does not read ${record.topic}`);
    }
    return work;
  }

  private flow(source: LogRecord, work: Work): void {
    if (source.content.kind !== 'event') throw new Error(`${source.topic} holds no event at ${source.offset}`);
    const record = { key: source.key, value: source.content.event, position: positionOf(source) };
    const refused = this.run(record, 0, source.timestamp, work);
    if (refused) work.refused.push({ raw: source.raw, code: refused.code, message: refused.reason });
  }

  private arrive(record: LogRecord, work: Work): void {
    this.setRow(record);
    const row = this.table.get(record.key);
    if (row) this.releaseKey(record.key, row, work);
  }

  private setRow(record: LogRecord): void {
    const { content, timestamp } = record;
    if (content.kind === 'row')
      this.table.set(record.key, { row: content.row, position: positionOf(record), timestamp });
    else this.table.delete(record.key);
  }

  private restoreWaiting({ key, content }: LogRecord, { waiting }: JoinStep): void {
    if (content.kind === 'row') this.waiting.add(key, waiting.read(content.row));
    else this.waiting.remove(key);
  }

  private releaseKey(key: string, row: TableRow, work: Work): void {
    const join = this.join!;
    const from = this.topology.steps.indexOf(join);
    for (const { entryKey, record } of this.waiting.take(key)) {
      work.records.push({ topic: join.waiting.topic.name, key: entryKey, value: null, partition: this.partition });
      const refused = this.run(record, from, row.timestamp, work);
      if (refused) work.refused.push(unread(record, refused));
    }
  }

  /** Takes a record through the steps from one on, as far as it comes. */
  private run(start: Flowing, from: number, timestamp: number, work: Work): Refusal | undefined {
    const context = { time: new Date(timestamp).toISOString(), deriveId: this.deriveId };
    let record = start;
    for (const step of this.topology.steps.slice(from)) {
      if (step.kind === 'filter') {
        if (!step.keep(record)) return undefined;
      } else if (step.kind === 'reject') {
        const refusal = step.refuse(record);
        if (refusal) return refusal;
      } else if (step.kind === 'map') {
        record = { ...step.to(record, context), position: record.position };
      } else {
        const row = this.table.get(record.key);
        if (!row) return this.wait(record, step, work);
        record = { ...step.joined(record, row, context), position: record.position };
      }
    }
    return emit(eventRecord(this.topology.sink.name, record.value as CloudEvent, record.key), work);
  }

  private wait(record: Flowing, { waiting }: JoinStep, work: Work): Refusal | undefined {
    const entry = waiting.write(record);
    // Another record waits under this key: neither may replace the other.
    const key = this.waiting.has(entry.key) ? `${entry.key}/${record.position.offset}` : entry.key;
    const { partition } = this;
    const refused = emit({ topic: waiting.topic.name, key, value: JSON.stringify(entry.value), partition }, work);
    if (!refused) this.waiting.add(key, record);
    return refused;
  }
}

/** What a topic will never take is the fault of the record that led to it: it is refused, and nothing else is. */
function emit(record: NewRecord, work: Work): Refusal | undefined {
  const refused = refusalOfSize(record);
  if (!refused) work.records.push(record);
  return refused;
}

/** A record that waited, of which no more is at hand than where its bytes are. */
function unread({ position, key }: Flowing, { code, reason }: Refusal): BadRecord {
  const { topic, partition, offset } = position;
  const place = { topic, partition, offset: Number(offset), timestamp: 0 };
  const raw = { ...place, key: new TextEncoder().encode(key), value: new Uint8Array(), headers: {} };
  return { raw, code, message: reason, unread: true };
}

/** Steps are pure: what one throws is the fault of the record that it was given, or of the code. */
function naming(at: Position, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw asHandlerFailure(error, at);
  }
}
