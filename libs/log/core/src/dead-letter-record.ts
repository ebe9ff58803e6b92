import { cutText, printable } from '@shop/topics';
import { appendAll } from './append-all.js';
import { AppendFailed, type Appender, type NewRecord } from './append.js';
import { DEAD_LETTERS, deadLetterHeaders } from './dead-letter.js';
import { Retriable } from './reader.js';
import type { BadRecord } from './record.js';

/**
 * How much of a record a letter keeps. A record that came uncompressed is whole: brokers take 1 MB. All of it together
 * is less than the topic takes (2 MB), so that a letter always fits.
 */
const MAX_VALUE = 1024 * 1024;
const MAX_KEY = 2 * 1024;
const MAX_HEADERS = 64 * 1024;
const MAX_HEADER_COUNT = 100;
const MAX_MESSAGE = 2_000;
const MAX_CODE = 200;

/** How long appending some of them may take, in milliseconds: nobody waits for an answer. */
const PATIENCE_MS = 10_000;

/**
 * Puts bad records into `dead_letters`. Resolves when all are acknowledged.
 * @param reader `<app>.<reader>`
 * @throws Retriable when they can't be appended now
 */
export async function appendDeadLetters(appender: Appender, reader: string, bad: readonly BadRecord[]): Promise<void> {
  try {
    await appendAll(appender, lettersOf(reader, bad), PATIENCE_MS);
  } catch (error) {
    if (error instanceof AppendFailed) throw new Retriable(`Dead letters: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Each is made when it is about to be appended: all of them together may be much to hold. */
async function* lettersOf(reader: string, bad: readonly BadRecord[]): AsyncGenerator<NewRecord> {
  for (const each of bad) yield await deadLetterOf(reader, each);
}

/** A bad record as a dead letter; one that is cut has the SHA-256 of the whole. See {@link deadLetterRecord}. */
export async function deadLetterOf(reader: string, bad: BadRecord): Promise<NewRecord> {
  const letter = deadLetterRecord(reader, bad);
  const { value } = bad.raw;
  if (bad.unread || value === null || value.length <= MAX_VALUE) return letter;
  return { ...letter, headers: { ...letter.headers, [deadLetterHeaders.sha256]: await sha256(value) } };
}

/**
 * A bad record as a dead letter: its bytes as they were, the reason in the headers, keyed by where it came from. Its
 * identity is topic, partition, offset and reader: a second one with the same four says nothing new. What is too large
 * is cut, and said to be: the rest is where the record was.
 * @param reader `<app>.<reader>`
 */
export function deadLetterRecord(reader: string, bad: BadRecord): NewRecord {
  const { topic, partition, offset, key, value } = bad.raw;
  const headers = keptHeaders(bad);
  const length = value?.length ?? 0;
  const valueIsCut = length > MAX_VALUE;
  const keyIsCut = (key?.length ?? 0) > MAX_KEY;
  const cut = [
    ...(valueIsCut || bad.unread ? ['value'] : []),
    ...(keyIsCut || bad.unread ? ['key'] : []),
    ...(headers.cut || bad.unread ? ['headers'] : []),
  ];
  const code = cutText(printable(bad.code), MAX_CODE);
  const message = cutText(printable(bad.message), MAX_MESSAGE);
  return {
    topic: DEAD_LETTERS,
    key: `${topic}/${partition}`,
    value: value?.subarray(0, MAX_VALUE) ?? '',
    headers: {
      ...headers.kept,
      [deadLetterHeaders.topic]: topic,
      [deadLetterHeaders.partition]: String(partition),
      [deadLetterHeaders.offset]: String(offset),
      [deadLetterHeaders.code]: code,
      [deadLetterHeaders.message]: message,
      [deadLetterHeaders.stacktrace]: `${code}: ${message}`,
      [deadLetterHeaders.reader]: reader,
      ...(key && { [deadLetterHeaders.key]: hex(key.subarray(0, MAX_KEY)) }),
      ...(value === null && { [deadLetterHeaders.empty]: 'true' }),
      ...(cut.length > 0 && { [deadLetterHeaders.cut]: cut.join(',') }),
      ...(valueIsCut && { [deadLetterHeaders.length]: String(length) }),
    },
  };
}

/** The original headers, as many of the first as fit. */
function keptHeaders({ raw }: BadRecord): { readonly kept: Record<string, string>; readonly cut: boolean } {
  const all = Object.entries(raw.headers);
  const kept: [string, string][] = [];
  let room = MAX_HEADERS;
  for (const [name, text] of all) {
    // A character takes up to three bytes of UTF-8.
    room -= 3 * (name.length + text.length);
    if (room < 0 || kept.length === MAX_HEADER_COUNT) break;
    kept.push([deadLetterHeaders.original + name, text]);
  }
  return { kept: Object.fromEntries(kept), cut: kept.length < all.length };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}
