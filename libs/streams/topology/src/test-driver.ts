import {
  type BadRecord,
  deadLetterRecord,
  keyOf,
  type LogRecord,
  type NewRecord,
  type RawRecord,
  type TopicPartition,
} from '@shop/log-core';
import type { Topic } from '@shop/topics';
import { type Output, Task } from './task.js';
import { type StepContext, type Topology, joinOf } from './topology.js';

/** How a test run differs from the usual. */
export interface TestDriverOptions {
  /** Of every topic. Default 1. */
  readonly partitions?: number;
  /** How ids of following events are made. Default `<cause>/<type>`. */
  readonly deriveId?: StepContext['deriveId'];
  /** Understands a record, as the runner does by the schema of its topic. Default: any JSON is right. */
  readonly decode?: (raw: RawRecord, topic: Topic) => LogRecord | BadRecord;
}

/** A record of the driver's log, as a test sees it: JSON is parsed, a tombstone is null. */
export interface SeenRecord extends TopicPartition {
  readonly offset: number;
  readonly key: string;
  readonly value: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the clock of the driver starts; each record is a second later than the one before. */
export const TEST_EPOCH = Date.UTC(2026, 0, 1);

/**
 * Runs topologies on a log in memory: feed records in, read topics, state and dead letters. The log is deterministic:
 * partitions by a sum of the key's characters, a record a second.
 *
 * @example
 * const driver = new TestDriver([echo]);
 * driver.append('said', 'ann', said('hello!'));
 * driver.run();
 * driver.read('loud');
 */
export class TestDriver {
  private readonly partitions: number;
  private readonly deriveId: StepContext['deriveId'];
  private readonly decode: (raw: RawRecord, topic: Topic) => LogRecord | BadRecord;
  private readonly log = new Map<string, RawRecord[]>();
  private readonly next = new Map<string, number>();
  private tasks: Task[] = [];
  private appended = 0;

  constructor(
    private readonly topologies: readonly Topology[],
    options: TestDriverOptions = {},
  ) {
    this.partitions = options.partitions ?? 1;
    this.deriveId = options.deriveId ?? ((cause, type) => `${cause}/${type}`);
    this.decode = options.decode ?? decodeJson;
    this.restart();
  }

  /** Appends a record without running anything. Text goes in as it is, null is a tombstone, the rest becomes JSON. */
  append(topic: string, key: string, value: unknown, partition = partitionOf(key, this.partitions)): this {
    const text = value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
    this.store({ topic, key, value: text, partition });
    return this;
  }

  /** Runs all tasks until nothing is left to do. */
  run(): this {
    let worked = true;
    while (worked) worked = this.tasks.map((task) => this.advance(task)).some(Boolean);
    return this;
  }

  /** As {@link run}, but what a first run of every task leads to is lost before it is committed. */
  crashAndRun(): this {
    for (const task of this.tasks) for (const at of this.inputs(task)) task.process(this.pending(task, at).good);
    return this.restart().run();
  }

  /** Forgets all memory and restores it from the log, table first; positions are where they were committed. */
  restart(): this {
    this.tasks = this.topologies.flatMap((topology) =>
      Array.from({ length: this.partitions }, (_, partition) =>
        this.restored(new Task(topology, partition, this.deriveId)),
      ),
    );
    return this;
  }

  /** All records of a topic, partition by partition. */
  read(topic: string): SeenRecord[] {
    return Array.from({ length: this.partitions }, (_, partition) => this.recordsOf({ topic, partition }))
      .flat()
      .map(seen);
  }

  /** Values of all records of a topic, partition by partition. */
  values(topic: string): unknown[] {
    return this.read(topic).map(({ value }) => value);
  }

  /** What a compacted topic holds: the last value of each key, without keys that were taken away. */
  state(topic: string): ReadonlyMap<string, unknown> {
    const rows = new Map<string, unknown>();
    for (const { key, value } of this.read(topic))
      if (value === null) rows.delete(key);
      else rows.set(key, value);
    return rows;
  }

  private restored(task: Task): Task {
    const join = joinOf(task.topology);
    for (const state of join ? [join.table, join.waiting.topic] : []) {
      const at = { topic: state.name, partition: task.partition };
      for (const raw of this.recordsOf(at)) {
        const record = this.decode(raw, state);
        if ('content' in record) task.restore(record);
      }
      if (state === join!.table) this.next.set(positionKey(task, at), this.recordsOf(at).length);
    }
    this.commit(task, task.release());
    return task;
  }

  private advance(task: Task): boolean {
    let worked = false;
    for (const at of this.inputs(task)) {
      const { good, bad, next } = this.pending(task, at);
      if (good.length + bad.length === 0) continue;
      const output = task.process(good);
      this.commit(task, { ...output, refused: [...bad, ...output.refused] });
      this.next.set(positionKey(task, at), next);
      worked = true;
    }
    return worked;
  }

  /** The partitions that a task reads as they grow: the table before the stream. */
  private inputs(task: Task): TopicPartition[] {
    const join = joinOf(task.topology);
    return [...(join ? [join.table] : []), task.topology.source].map(({ name }) => ({
      topic: name,
      partition: task.partition,
    }));
  }

  private pending(task: Task, at: TopicPartition) {
    const { topology } = task;
    const topic = at.topic === topology.source.name ? topology.source : joinOf(topology)!.table;
    const raws = this.recordsOf(at);
    const read = raws.slice(this.next.get(positionKey(task, at)) ?? 0).map((raw) => this.decode(raw, topic));
    return {
      good: read.filter((record) => 'content' in record),
      bad: read.filter((record) => 'code' in record),
      next: raws.length,
    };
  }

  private commit(task: Task, { records, refused }: Output): void {
    for (const record of records) this.store(record);
    for (const bad of refused) this.store(deadLetterRecord(task.topology.reader, bad));
  }

  private recordsOf(at: TopicPartition): RawRecord[] {
    return this.log.get(keyOf(at)) ?? [];
  }

  private store({ topic, key, value, headers = {}, partition = partitionOf(String(key), this.partitions) }: NewRecord) {
    const records = this.recordsOf({ topic, partition });
    this.log.set(keyOf({ topic, partition }), [
      ...records,
      {
        topic,
        partition,
        offset: records.length,
        timestamp: TEST_EPOCH + this.appended++ * 1000,
        key: bytes(key),
        value: bytes(value),
        headers,
      },
    ]);
  }
}

/** The driver's partitioner: a sum of the key's characters, so that a test can see where a key belongs. */
export function partitionOf(key: string, partitions: number): number {
  return [...key].reduce((sum, character) => sum + character.codePointAt(0)!, 0) % partitions;
}

/** Understands any JSON as an event or row of the topic. */
export function decodeJson(raw: RawRecord, topic: Topic): LogRecord | BadRecord {
  const base = { topic: raw.topic, partition: raw.partition, offset: raw.offset, timestamp: raw.timestamp };
  const record = { ...base, key: text(raw.key) ?? '', raw };
  const value = text(raw.value);
  if (value === null && topic.content.kind === 'rows') return { ...record, content: { kind: 'tombstone' } };
  try {
    const parsed = JSON.parse(value ?? '');
    if (topic.content.kind === 'rows') return { ...record, content: { kind: 'row', row: parsed } };
    return { ...record, content: { kind: 'event', event: parsed } };
  } catch (error) {
    return { raw, code: 'json.invalid', message: String(error) };
  }
}

function seen({ topic, partition, offset, key, value, headers }: RawRecord): SeenRecord {
  const content = text(value);
  return { topic, partition, offset, key: text(key) ?? '', value: parsed(content), headers };
}

function parsed(content: string | null): unknown {
  try {
    return content === null ? null : JSON.parse(content);
  } catch {
    return content;
  }
}

function positionKey(task: Task, at: TopicPartition): string {
  return `${task.topology.reader} ${keyOf(at)}`;
}

function bytes(value: string | Uint8Array | null): Uint8Array | null {
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}

function text(value: Uint8Array | null): string | null {
  return value && new TextDecoder().decode(value);
}
