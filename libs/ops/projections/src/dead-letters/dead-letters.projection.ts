import { deadLetterHeaders, type LogRecord } from '@shop/log-core';
import { insertRows, type Projection } from '@shop/log-postgres';

/**
 * Dead letters with their original bytes. The identity of one is topic, partition, offset and reader: written twice
 * (a reader died between writing it and passing the record), it is still one; the first in the log stays.
 */
export const deadLettersProjection: Projection = {
  name: 'dead_letters',
  version: 1,
  topics: ['dead_letters'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.dead_letters (
      id text PRIMARY KEY, reader text NOT NULL, source_topic text NOT NULL, source_partition int NOT NULL, source_offset bigint NOT NULL,
      code text NOT NULL, message text NOT NULL, at timestamptz NOT NULL, key text, bytes bytea,
      partition int NOT NULL, record_offset bigint NOT NULL
    );
    CREATE INDEX IF NOT EXISTS dead_letters_newest ON $schema.dead_letters (at DESC, id);
  `,
  async apply(batch, db) {
    const letters = new Map(batch.records.map((record) => [identityOf(record), record] as const).reverse());
    await insertRows(
      db,
      '$schema.dead_letters',
      {
        id: 'text',
        reader: 'text',
        source_topic: 'text',
        source_partition: 'int',
        source_offset: 'bigint',
        code: 'text',
        message: 'text',
        at: 'timestamptz',
        key: 'text',
        bytes: 'bytea',
        partition: 'int',
        record_offset: 'bigint',
      },
      [...letters].map(([id, record]) => rowOf(id, record)),
      { keep: ['id'] },
    );
  },
};

/** The text of a header of a dead letter; empty where it has none. */
function headerOf(record: LogRecord, name: keyof typeof deadLetterHeaders): string {
  return record.raw.headers[deadLetterHeaders[name]] ?? '';
}

/** Where the record was that could not be understood. A letter that doesn't say where it is from is its own source. */
function sourceOf(record: LogRecord): { topic: string; partition: number; offset: number } {
  const [topic, partition, offset] = [
    headerOf(record, 'topic'),
    headerOf(record, 'partition'),
    headerOf(record, 'offset'),
  ];
  return topic && /^\d{1,9}$/.test(partition) && /^\d{1,15}$/.test(offset)
    ? { topic, partition: Number(partition), offset: Number(offset) }
    : { topic: record.topic, partition: record.partition, offset: record.offset };
}

function readerOf(record: LogRecord): string {
  return headerOf(record, 'reader') || 'unknown';
}

function identityOf(record: LogRecord): string {
  const { topic, partition, offset } = sourceOf(record);
  return [topic, partition, offset, readerOf(record)].join(':');
}

function rowOf(id: string, record: LogRecord): unknown[] {
  const { topic, partition, offset } = sourceOf(record);
  const key = headerOf(record, 'key');
  return [
    id,
    readerOf(record),
    topic,
    partition,
    offset,
    headerOf(record, 'code') || 'unknown',
    headerOf(record, 'message'),
    new Date(record.timestamp).toISOString(),
    key === '' ? null : textOf(Buffer.from(key, 'hex')),
    headerOf(record, 'empty') === 'true' ? null : Buffer.from(record.raw.value ?? []),
    record.partition,
    record.offset,
  ];
}

/** Bytes as text that a column can hold: what isn't UTF-8, and NUL, is replaced. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\u0000', '\ufffd');
}
