import { cloudEvent, deadLetterHeaders as header, sentBackHeaders } from '@shop/log-core';
import { feed, openDatabase, ReadModel, temporaryDatabase, type FedRecord } from '@shop/log-postgres';
import { deadLettersProjection } from './dead-letters.projection.js';

const T0 = Date.UTC(2026, 0, 1, 12);

/** A letter of `reviews/1`, a second after the one with the offset before it; its record says who wrote it. */
export function letter(offset: number, headers: Record<string, string> = {}, source = '/partner-feed'): FedRecord {
  return {
    key: 'reviews/1',
    timestamp: T0 + offset * 1000,
    headers: {
      [header.topic]: 'reviews',
      [header.partition]: '1',
      [header.offset]: String(offset),
      [header.reader]: 'test.reader',
      [header.code]: 'schema.mismatch',
      [header.message]: `attempt ${offset}`,
      ...headers,
    },
    content: { kind: 'row', row: { source } },
  };
}

/** `control_events` says that a letter was sent back, to `reviews/1` at an offset. */
function sentBack(id: string, letter: string, offset: number, round: number, part: object = {}): FedRecord {
  const to = { topic: 'reviews', partition: 1, offset: String(offset) };
  const data = { reader: 'test.reader', letter, to, round, edited: false, ...part };
  const time = new Date(T0 + offset * 1000).toISOString();
  const context = { id, source: '/ops-api', time, correlationid: 'c', actor: 'ops' };
  return {
    key: 'test.reader',
    content: { kind: 'event', event: cloudEvent('DeadLetterSentBack', 'test.reader', data, context) },
  };
}
/** The id of a letter of `reviews/1`. */
export const idOf = (offset: number, reader = 'test.reader') => `reviews:1:${offset}:${reader}`;

/** The id of a letter that says nothing of where it is from. */
export const strangeId = 'dead_letters:3:0:unknown';

/** A read model of dead letters in a database of its own, and how to end it. */
export interface LettersUnderTest {
  readonly model: ReadModel;
  close(): Promise<void>;
}

/**
 * No letters yet.
 * @param server connection string of a superuser
 */
export async function openNoLetters(server: string): Promise<LettersUnderTest> {
  const temporary = await temporaryDatabase(server);
  const database = openDatabase({ url: temporary.url, application: 'test' });
  return {
    model: new ReadModel(database, deadLettersProjection),
    async close() {
      await database.close();
      await temporary.drop();
    },
  };
}

/**
 * Letters 0, 1 (of another reader), 2 (of another producer) and 7 of `reviews/1`, and a strange one; number 0 was sent
 * back twice, and came back as number 7.
 * @param server connection string of a superuser
 */
export async function openLetters(server: string): Promise<LettersUnderTest> {
  const shop = await openNoLetters(server);
  const { model } = shop;
  const letters = [
    letter(0, { [header.key]: '6b0079', [`${header.original}trace`]: 'abc', other: 'not of the record' }),
    letter(1, { [header.code]: 'review.rating', [header.empty]: 'true', [header.reader]: 'test.other' }),
    // Failed again after it was sent back: what it carries says from where, and how often.
    letter(7, {
      [header.original + sentBackHeaders.letter]: idOf(0),
      [header.original + sentBackHeaders.round]: '2',
    }),
    letter(2, {}, '/other-feed'),
    // Written twice, for its reader died in between: the first one stays.
    { ...letter(0), headers: { ...letter(0).headers, [header.message]: 'again' } },
  ];
  await feed(model, letters, { topic: 'dead_letters', partition: 2, times: 1 });
  // By hand or by another tool: it doesn't say what we would.
  const strange = {
    [header.topic]: 'reviews',
    [header.partition]: 'one',
    [header.original + sentBackHeaders.letter]: 'a\nb',
    [header.original + sentBackHeaders.round]: 'many',
  };
  await feed(model, [{ key: 'x', content: { kind: 'tombstone' }, headers: strange, timestamp: T0 - 1000 }], {
    topic: 'dead_letters',
    partition: 3,
    times: 1,
  });
  await feed(
    model,
    [
      sentBack('sending-1', idOf(0), 5, 1, { edited: true, eventId: 'event-1' }),
      sentBack('sending-2', idOf(0), 7, 2),
      sentBack('sending-2', idOf(0), 9, 3),
      { key: 'test.reader', content: { kind: 'tombstone' } },
      {
        key: 'x',
        content: {
          kind: 'event',
          event: cloudEvent(
            'ReaderPaused',
            'x',
            {},
            { id: 'e', source: '/x', time: '', correlationid: 'c', actor: 'x' },
          ),
        },
      },
    ],
    { topic: 'control_events' },
  );
  return shop;
}
