import type { DeadLetterCut } from '@shop/api';
import { deadLetterHeaders, deadLetterId, sentBackHeaders, type LogRecord } from '@shop/log-core';
import { insertRows, type Projection, type Transaction } from '@shop/log-postgres';
import { cutText, type ControlEvent } from '@shop/topics';
import { isName, producerOf } from './producer.js';

/** What our own letters have at most; others may say more of themselves. */
const MAX_MESSAGE = 2_000;
const MAX_KEY = 2 * 1024;
/** As Kafka names topics. */
const TOPIC = /^[\w.-]{1,249}$/;

/**
 * Dead letters with their original bytes, and how often each was sent back. The identity of a letter is topic,
 * partition, offset and reader: written twice (a reader died between writing it and passing the record), it is still
 * one; the first in the log stays.
 */
export const deadLettersProjection: Projection = {
  name: 'dead_letters',
  version: 4,
  answersFrom: 3,
  topics: ['dead_letters', 'control_events'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.dead_letters (
      id text PRIMARY KEY, reader text NOT NULL, source_topic text NOT NULL, source_partition int NOT NULL, source_offset bigint NOT NULL,
      code text NOT NULL, message text NOT NULL, producer text NOT NULL, at timestamptz NOT NULL,
      original_key bytea, headers json NOT NULL, bytes bytea, cut json, came_from text, round int NOT NULL,
      partition int NOT NULL, record_offset bigint NOT NULL
    );
    CREATE INDEX IF NOT EXISTS dead_letters_newest ON $schema.dead_letters (at DESC, id);
    CREATE INDEX IF NOT EXISTS dead_letters_group ON $schema.dead_letters (reader, code, producer, source_topic, at DESC, id);
    CREATE TABLE IF NOT EXISTS $schema.sent_back (
      command_id text PRIMARY KEY, letter text NOT NULL, at timestamptz NOT NULL, actor text NOT NULL,
      to_topic text NOT NULL, to_partition int NOT NULL, to_offset bigint NOT NULL,
      round int NOT NULL, edited boolean NOT NULL, event_id text
    );
    CREATE INDEX IF NOT EXISTS sent_back_letter ON $schema.sent_back (letter, at);
  `,
  async apply({ topic, records }, db) {
    if (topic === 'control_events') await applySendings(records, db);
    else await applyLetters(records, db);
  },
};

async function applyLetters(records: readonly LogRecord[], db: Transaction): Promise<void> {
  const letters = new Map(records.map((record) => [identityOf(record), record] as const).reverse());
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
      producer: 'text',
      at: 'timestamptz',
      original_key: 'bytea',
      headers: 'json',
      bytes: 'bytea',
      cut: 'json',
      came_from: 'text',
      round: 'int',
      partition: 'int',
      record_offset: 'bigint',
    },
    [...letters].map(([id, record]) => rowOf(id, record)),
    { keep: ['id'] },
  );
}

async function applySendings(records: readonly LogRecord[], db: Transaction): Promise<void> {
  const rows: unknown[][] = [];
  for (const { content } of records) {
    if (content.kind !== 'event') continue;
    const event = content.event as ControlEvent;
    if (event.type !== 'DeadLetterSentBack') continue;
    const { letter, to, round, edited, eventId } = event.data;
    const place = [to.topic, to.partition, Number(to.offset)];
    rows.push([event.id, letter, event.time, event.actor, ...place, round, edited, eventId ?? null]);
  }
  await insertRows(
    db,
    '$schema.sent_back',
    {
      command_id: 'text',
      letter: 'text',
      at: 'timestamptz',
      actor: 'text',
      to_topic: 'text',
      to_partition: 'int',
      to_offset: 'bigint',
      round: 'int',
      edited: 'boolean',
      event_id: 'text',
    },
    rows,
    { keep: ['command_id'] },
  );
}

/** The text of a header of a dead letter; empty where it has none. */
function headerOf(record: LogRecord, name: keyof typeof deadLetterHeaders): string {
  return record.raw.headers[deadLetterHeaders[name]] ?? '';
}

/** The headers that the record had before it became a dead letter. */
function originalHeaders({ raw }: LogRecord): Record<string, string> {
  const { original } = deadLetterHeaders;
  return Object.fromEntries(
    Object.entries(raw.headers)
      .filter(([name]) => name.startsWith(original))
      .map(([name, text]) => [name.slice(original.length), text]),
  );
}

/** Where the record was that could not be understood. A letter that doesn't say where it is from is its own source. */
function sourceOf(record: LogRecord): { topic: string; partition: number; offset: number } {
  const [topic, partition, offset] = [
    headerOf(record, 'topic'),
    headerOf(record, 'partition'),
    headerOf(record, 'offset'),
  ];
  return TOPIC.test(topic) && /^\d{1,9}$/.test(partition) && /^\d{1,15}$/.test(offset)
    ? { topic, partition: Number(partition), offset: Number(offset) }
    : { topic: record.topic, partition: record.partition, offset: record.offset };
}

/** What of the record is not in its letter; null where all of it is. */
function cutOf(record: LogRecord): DeadLetterCut | null {
  const parts = headerOf(record, 'cut').split(',').filter(isPart);
  if (parts.length === 0) return null;
  const [length, sha256] = [headerOf(record, 'length'), headerOf(record, 'sha256')];
  return {
    parts,
    length: /^\d{1,15}$/.test(length) ? Number(length) : null,
    sha256: /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null,
  };
}

function isPart(text: string): text is DeadLetterCut['parts'][number] {
  return text === 'value' || text === 'key' || text === 'headers';
}

function nameOr(text: string): string {
  return isName(text) ? text : 'unknown';
}

function readerOf(record: LogRecord): string {
  return nameOr(headerOf(record, 'reader'));
}

function identityOf(record: LogRecord): string {
  return deadLetterId(sourceOf(record), readerOf(record));
}

function rowOf(id: string, record: LogRecord): unknown[] {
  const { topic, partition, offset } = sourceOf(record);
  const key = record.raw.headers[deadLetterHeaders.key];
  const bytes = headerOf(record, 'empty') === 'true' ? null : Buffer.from(record.raw.value ?? []);
  const headers = originalHeaders(record);
  const round = headers[sentBackHeaders.round] ?? '';
  return [
    id,
    readerOf(record),
    topic,
    partition,
    offset,
    nameOr(headerOf(record, 'code')),
    cutText(headerOf(record, 'message'), MAX_MESSAGE),
    producerOf(topic, bytes),
    new Date(record.timestamp).toISOString(),
    key === undefined ? null : Buffer.from(key.slice(0, 2 * MAX_KEY), 'hex'),
    headers,
    bytes,
    cutOf(record),
    isName(headers[sentBackHeaders.letter]) ? headers[sentBackHeaders.letter] : null,
    /^\d{1,4}$/.test(round) ? Number(round) : 0,
    record.partition,
    record.offset,
  ];
}
