import type { TopicPartition } from './record.js';

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
  /** What was cut of the record to make it fit, separated by commas: `value`, `key`, `headers`. Absent when it is whole. */
  cut: 'shop.original.cut',
  /** How many bytes the value had, where it was cut; absent if nobody read them. */
  length: 'shop.original.length',
  /** The SHA-256 of the whole value in hexadecimal, where it was cut; absent if nobody read it. */
  sha256: 'shop.original.sha256',
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
