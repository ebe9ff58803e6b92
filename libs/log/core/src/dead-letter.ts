import type { NewRecord } from './append.js';
import type { BadRecord, TopicPartition } from './record.js';

/** The topic of records that a reader could not understand. */
export const DEAD_LETTERS = 'dead_letters';

/**
 * Header names of a dead letter. All but `reader`, `key` and `original` are those of Kafka Connect's dead letter queue,
 * so that tools made for that understand ours. Source: Kafka Connect, `errors.deadletterqueue.context.headers.enable`.
 */
export const deadLetterHeaders = {
  topic: '__connect.errors.topic',
  partition: '__connect.errors.partition',
  offset: '__connect.errors.offset',
  code: '__connect.errors.exception.class.name',
  message: '__connect.errors.exception.message',
  stacktrace: '__connect.errors.exception.stacktrace',
  /** `<app>.<reader>`: who could not understand it. */
  reader: 'shop.reader',
  /** The original key in hexadecimal; absent when there was none. */
  key: 'shop.original.key',
  /** Whether the original value was null: a dead letter's own value is then empty, for null would be a tombstone. */
  empty: 'shop.original.null',
  /** Prefix of the original headers. */
  original: 'shop.original.header.',
} as const;

/**
 * Headers of a record that was sent back from the dead letters, beside those it had. When it fails again, its new letter
 * carries them as original headers.
 */
export const sentBackHeaders = {
  /** The id of the dead letter it was sent back from. */
  letter: 'shop.sent-back.letter',
  /** How often it has been sent back, this time included. */
  round: 'shop.sent-back.round',
} as const;

/**
 * The identity of a dead letter: where the record was, and who could not understand it. So whoever knows both knows
 * which letter to look for.
 * @param reader `<app>.<reader>`
 */
export function deadLetterId(
  { topic, partition, offset }: TopicPartition & { readonly offset: number | string },
  reader: string,
): string {
  return [topic, partition, offset, reader].join(':');
}

/**
 * A bad record as a dead letter: its bytes as they were, the reason in the headers, keyed by where it came from. Its
 * identity is topic, partition, offset and reader: a second one with the same four says nothing new.
 * @param reader `<app>.<reader>`
 */
export function deadLetterRecord(reader: string, bad: BadRecord): NewRecord {
  const { topic, partition, offset, key, value, headers } = bad.raw;
  const original = Object.entries(headers).map(([name, text]) => [deadLetterHeaders.original + name, text]);
  return {
    topic: DEAD_LETTERS,
    key: `${topic}/${partition}`,
    value: value ?? '',
    headers: {
      ...Object.fromEntries(original),
      [deadLetterHeaders.topic]: topic,
      [deadLetterHeaders.partition]: String(partition),
      [deadLetterHeaders.offset]: String(offset),
      [deadLetterHeaders.code]: bad.code,
      [deadLetterHeaders.message]: bad.message,
      [deadLetterHeaders.stacktrace]: `${bad.code}: ${bad.message}`,
      [deadLetterHeaders.reader]: reader,
      ...(key && { [deadLetterHeaders.key]: hex(key) }),
      ...(value === null && { [deadLetterHeaders.empty]: 'true' }),
    },
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
