import { deadLetterHeaders, keyOf, type LogRecord, type RecordContent } from '@shop/log-core';
import { projectionSink } from './read-model-sink.js';
import type { ReadModel } from './read-model.js';

/** A record for a test: a key and what it says. */
export interface FedRecord {
  readonly key: string;
  readonly content: RecordContent;
  /** When the broker took it, in milliseconds since 1970; 0 unless given. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes of its value, where they are not the JSON of what it says. */
  readonly bytes?: Uint8Array;
}

/** Where to, and how often. */
export interface FeedOptions {
  readonly topic: string;
  readonly partition?: number;
  /** How often each batch is delivered, as a producer that repeats itself would (2: what is applied once must show it). */
  readonly times?: number;
}

/** What a partition is fed. */
export interface FedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly FedRecord[];
}

/**
 * Feeds a read model without a broker, for tests of projections: through the real sink, into the real database, every
 * batch twice unless told otherwise.
 * @returns the offset of the first record
 */
export async function feed(readModel: ReadModel, records: readonly FedRecord[], options: FeedOptions): Promise<number> {
  const { topic, partition = 0, times = 2 } = options;
  const [first] = await feedTogether(readModel, [{ topic, partition, records }]);
  for (let time = 1; time < times; time++) await feedTogether(readModel, [{ topic, partition, records }]);
  return first;
}

/**
 * Feeds it batches of several partitions at once, which the sink stores in one transaction.
 * @returns the offset of the first record of each
 */
export async function feedTogether(readModel: ReadModel, batches: readonly FedBatch[]): Promise<number[]> {
  const sink = projectionSink({
    readModel,
    reader: 'test.feed',
    log: { clusterId: async () => 'test', beginOffsets: async () => new Map(), endOffsets: async () => new Map() },
    appender: {
      append: async ([{ headers }]) => {
        throw new Error(`A test fed a bad record: ${headers?.[deadLetterHeaders.message]}`);
      },
    },
  });
  const opened = await sink.open(batches.map(({ topic, partition }) => ({ topic, partition })));
  const stored = batches.map(async ({ topic, partition, records }) => {
    const from = opened.get(keyOf({ topic, partition })) ?? 0;
    const batch = records.map((record, index) => logRecord(record, { topic, partition, offset: from + index }));
    await sink.store(
      { topic, partition, from, next: from + records.length, records: batch, bad: [] },
      { heartbeat: async () => {}, signal: new AbortController().signal, ending: new AbortController().signal },
    );
    return from;
  });
  return Promise.all(stored);
}

function logRecord(
  { key, content, timestamp = 0, headers = {}, bytes }: FedRecord,
  place: { topic: string; partition: number; offset: number },
): LogRecord {
  const value = content.kind === 'event' ? content.event : content.kind === 'row' ? content.row : null;
  const raw = {
    ...place,
    timestamp,
    key: Buffer.from(key),
    value: bytes ? Buffer.from(bytes) : value === null ? null : Buffer.from(JSON.stringify(value)),
    headers,
  };
  return { ...place, timestamp, key, content, raw };
}
