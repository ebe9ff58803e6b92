import type { DeadLetterSource } from '@shop/api';
import { conflict, unprocessable } from '@shop/http';
import { type KafkaClient, readRecord, Undecodable } from '@shop/log-kafka';
import type { StoredLetter } from '@shop/ops-projections';
import { createHash } from 'node:crypto';
import { declared } from './returnable.js';

/** The largest record that can be sent back: topics take 1 MB, and what is sent is not compressed. */
const LARGEST = 900_000;

/**
 * A letter with all of its record: where it was cut, the record is read where it was.
 * @throws Problem 409 `deadLetter.sourceGone` when it is not there any more; 422 `deadLetter.unreadable` when nobody can
 * read it; Retriable when the brokers can't be reached
 */
export async function whole(kafka: KafkaClient, stored: StoredLetter): Promise<StoredLetter> {
  const { cut, source, id } = stored.letter;
  if (cut === null) return stored;
  const place = { topic: source.topic, partition: source.partition, offset: Number(source.offset) };
  const record = declared(source.topic) && (await readRecord(kafka, place));
  if (record instanceof Undecodable)
    throw unprocessable('deadLetter.unreadable', `The record of ${id} can't be read where it is: ${record.message}.`);
  if (!record || (cut.sha256 !== null && cut.sha256 !== sha256(record.value)))
    throw conflict(
      'deadLetter.sourceGone',
      `The letter ${id} is cut, and its record is not at ${place.topic}/${place.partition}@${place.offset} any more.`,
    );
  return { ...stored, key: record.key, value: record.value, headers: record.headers };
}

/**
 * A letter with all of its record, to be sent back.
 * @throws Problem as `whole` does, and 422 `deadLetter.tooLarge` when its topic would not take it
 */
export async function sendable(kafka: KafkaClient, stored: StoredLetter): Promise<StoredLetter> {
  if (stored.letter.cut === null) return stored;
  const letter = await whole(kafka, stored);
  const headers = Object.entries(letter.headers).flat();
  const size = headers.reduce((sum, text) => sum + Buffer.byteLength(text), letter.value?.length ?? 0);
  if (size <= LARGEST) return letter;
  throw unprocessable(
    'deadLetter.tooLarge',
    `The record of ${stored.letter.id} has ${size} bytes, and ${LARGEST} can be sent back: mend it at its source.`,
  );
}

/** The record of a letter as it is shown. */
export function toSource({ letter, key, value, headers }: StoredLetter): DeadLetterSource {
  return {
    position: letter.source,
    key: key && Buffer.from(key).toString(),
    bytes: value && Buffer.from(value).toString('base64'),
    text: value && textOf(value),
    headers: { ...headers },
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array | null): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}
