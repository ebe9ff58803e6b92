import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { craftedCursors, InvalidCursor, type ReadModel } from '@shop/log-postgres';
import { idOf, openLetters, strangeId, type LettersUnderTest } from './dead-letters.fixture.js';
import { deadLettersAmong, listDeadLetters, storedLetters, type DeadLetterFilter } from './dead-letters.read-model.js';

let shop: LettersUnderTest;
let model: ReadModel;

beforeAll(async () => {
  shop = await openLetters(process.env['SHOP_TEST_POSTGRES']!);
  model = shop.model;
});
afterAll(() => shop.close());

const listed = async (filter: DeadLetterFilter) =>
  (await listDeadLetters(model, { limit: 10, ...filter })).items.map(({ id }) => id);

describe('a dead letter', () => {
  it('is shown with where it was, who could not read it, who has to mend it, and its bytes', async () => {
    const [stored] = await storedLetters(model, [idOf(0), 'unknown']);
    const bytes = Buffer.from(JSON.stringify({ source: '/partner-feed' }));
    expect(stored).toStrictEqual({
      letter: {
        id: idOf(0),
        reader: 'test.reader',
        source: { topic: 'reviews', partition: 1, offset: '0' },
        code: 'schema.mismatch',
        message: 'attempt 0',
        producer: '/partner-feed',
        time: '2026-01-01T12:00:00.000Z',
        key: 'k\u0000y',
        bytes: bytes.toString('base64'),
        text: bytes.toString(),
        size: bytes.length,
        cut: null,
        position: { topic: 'dead_letters', partition: 2, offset: '0' },
        state: 'sentBack',
        round: 0,
      },
      key: Buffer.from('k\u0000y'),
      value: bytes,
      headers: { trace: 'abc' },
      cameFrom: null,
      timesSent: 2,
    });
  });

  it('has no key and no value where the record had none', async () => {
    const [stored] = await storedLetters(model, [idOf(1, 'test.other')]);
    expect(stored).toMatchObject({
      key: null,
      value: null,
      letter: { key: null, bytes: null, text: null, size: null, state: 'waiting' },
    });
  });

  it('says which letter it was before it was sent back and failed again', async () => {
    expect(await storedLetters(model, [idOf(7)])).toMatchObject([{ cameFrom: idOf(0), letter: { round: 2 } }]);
  });

  it('is its own source where it does not say another, and believes nothing that can not be', async () => {
    expect(await storedLetters(model, [strangeId])).toMatchObject([
      {
        cameFrom: null,
        letter: {
          reader: 'unknown',
          code: 'unknown',
          message: '',
          round: 0,
          bytes: '',
          source: { topic: 'dead_letters', partition: 3, offset: '0' },
        },
      },
    ]);
  });

  it('is one of those that exist, or not', async () => {
    expect(await deadLettersAmong(model, [idOf(0), idOf(99)])).toEqual(new Set([idOf(0)]));
  });
});

describe('the list of dead letters', () => {
  const [zero, one, two, seven] = [idOf(0), idOf(1, 'test.other'), idOf(2), idOf(7)];

  it.each<[string, DeadLetterFilter, string[]]>([
    ['all, newest first', {}, [seven, two, one, zero, strangeId]],
    ['those of a reader', { reader: 'test.other' }, [one]],
    ['those of a code', { code: 'schema.mismatch' }, [seven, two, zero]],
    ['those that someone has to mend', { producer: '/other-feed' }, [two]],
    ['those from a topic', { topic: 'dead_letters' }, [strangeId]],
    ['those that were sent back', { state: 'sentBack' }, [zero]],
    ['those that wait', { state: 'waiting' }, [seven, two, one, strangeId]],
  ])('has %s', async (_, filter, expected) => expect(await listed(filter)).toEqual(expected));

  it('comes in pages that leave nothing out and repeat nothing', async () => {
    const first = await listDeadLetters(model, { limit: 3 });
    const second = await listDeadLetters(model, { limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([seven, two, one, zero, strangeId]);
    expect(second.nextCursor).toBeNull();
  });

  it('answers crafted cursors, or refuses them, and nothing else', async () => {
    const { nextCursor } = await listDeadLetters(model, { limit: 1 });
    for (const cursor of craftedCursors(nextCursor!))
      await listDeadLetters(model, { limit: 2, cursor }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(InvalidCursor),
      );
  });

  it('can be read in the order of the log that the records came from', async () => {
    const stored = await storedLetters(model, [seven, zero, two, one]);
    expect(stored.map(({ letter }) => letter.id)).toEqual([zero, one, two, seven]);
  });
});
