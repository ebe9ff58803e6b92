import { afterEach, beforeEach } from '@jest/globals';
import type { CloudEvent, Position } from '@shop/topics';
import {
  AppendFailed,
  keyOf,
  type Appender,
  type LogRecord,
  type NewRecord,
  type RawRecord,
  type RecordBatch,
  type StoreContext,
} from '@shop/log-core';
import type { LogBounds } from './checkpoints.js';
import { openDatabase, type Database } from './database.js';
import { insertRows } from './insert-rows.js';
import type { Projection } from './projection.js';
import { projectionSink } from './read-model-sink.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase } from './temporary-database.js';

/** Counts events per key, and keeps their texts: enough to see anything lost, doubled or out of order. */
export const tallyProjection: Projection = {
  name: 'tally',
  version: 1,
  topics: ['t'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.tally (key text PRIMARY KEY, events int NOT NULL, texts text NOT NULL);
  `,
  async apply(batch, db) {
    const tally = new Map<string, string[]>();
    for (const { key, content } of batch.records)
      if (content.kind === 'event')
        tally.set(key, [...(tally.get(key) ?? []), (content.event.data as { text: string }).text]);
    await insertRows(
      db,
      '$schema.tally',
      { key: 'text', events: 'int', texts: 'text' },
      [...tally].map(([key, texts]) => [key, texts.length, texts.join('')]),
      { merge: ['key'], set: 'events = t.events + excluded.events, texts = t.texts || excluded.texts' },
    );
  },
};

/** A log that tells what a test wants of it. */
export class StubBounds implements LogBounds {
  cluster = 'cluster-1';
  begin = 0;
  end = 1_000_000;
  clusterId = async () => this.cluster;
  beginOffsets = async (partitions: Parameters<LogBounds['beginOffsets']>[0]) =>
    new Map(partitions.map((partition) => [keyOf(partition), this.begin]));
  endOffsets = async (partitions: Parameters<LogBounds['endOffsets']>[0]) =>
    new Map(partitions.map((partition) => [keyOf(partition), this.end]));
}

/** Remembers what was appended, and can refuse. */
export class StubAppender implements Appender {
  readonly appended: NewRecord[] = [];
  broken = false;
  async append(records: readonly NewRecord[]): Promise<Position[]> {
    if (this.broken) throw new AppendFailed('The broker is away.', true);
    this.appended.push(...records);
    return records.map(({ topic }, index) => ({ topic, partition: 0, offset: String(index) }));
  }
}

/** Never aborted, never in a hurry. */
export const calm: StoreContext = {
  heartbeat: async () => {},
  signal: new AbortController().signal,
  ending: new AbortController().signal,
};

/** A record of topic `t`. */
export function record(
  offset: number,
  key: string,
  text: string,
  { id = `${key}-${offset}`, partition = 0 } = {},
): LogRecord {
  const event = { id, subject: key, type: 'Said', data: { text } } as unknown as CloudEvent;
  return { ...rawRecord(offset, partition), key, content: { kind: 'event', event }, raw: rawRecord(offset, partition) };
}

/** The bytes of a record of topic `t`. */
export function rawRecord(offset: number, partition = 0): RawRecord & { key: never } {
  const raw: RawRecord = {
    topic: 't',
    partition,
    offset,
    timestamp: 0,
    key: null,
    value: Buffer.from('?'),
    headers: {},
  };
  return raw as RawRecord & { key: never };
}

/** A batch of topic `t` from its records; `from` and `next` follow from them unless given. */
export function batchOf(records: readonly LogRecord[], more: Partial<RecordBatch> = {}): RecordBatch {
  const offsets = records.map(({ offset }) => offset);
  const partition = records[0]?.partition ?? 0;
  return { topic: 't', partition, records, bad: [], from: offsets[0] ?? 0, next: (offsets.at(-1) ?? -1) + 1, ...more };
}

/** A database for each test of a file. @returns what the test that runs has */
export function tallyForEachTest() {
  const its = {} as Awaited<ReturnType<typeof openTally>>;
  beforeEach(async () => void Object.assign(its, await openTally()));
  afterEach(() => its.close());
  return its;
}

/** A database of a test's own, and instances of a service that keeps a read model in it. */
async function openTally() {
  const temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  const database = openDatabase({ url: temporary.url, application: 'test' });
  const [bounds, appender] = [new StubBounds(), new StubAppender()];
  return {
    database,
    bounds,
    appender,
    /** An instance of the service: a read model and its sink. */
    instance(projection: Projection = tallyProjection, on: Database = database) {
      const readModel = new ReadModel(on, projection);
      return { readModel, sink: projectionSink({ readModel, reader: 'test.tally', log: bounds, appender }) };
    },
    async close() {
      await database.close();
      await temporary.drop();
    },
  };
}

/** The rows of a read model, by key. */
export const tally = (readModel: ReadModel) =>
  readModel.query('SELECT key, events, texts FROM $schema.tally ORDER BY key');

/** Three events of two keys, and what they come to. */
export const story = [record(0, 'a', 'x'), record(1, 'b', 'y'), record(2, 'a', 'z')];
export const storyTold = [
  { key: 'a', events: 2, texts: 'xz' },
  { key: 'b', events: 1, texts: 'y' },
];
