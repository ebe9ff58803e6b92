import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deadLetterHeaders as header, sentBackHeaders } from '@shop/log-core';
import { feed, type FedRecord } from '@shop/log-postgres';
import { letter, openNoLetters, type LettersUnderTest } from './dead-letters.fixture.js';
import { listDeadLetters, PREVIEW_BYTES, storedLetters, type StoredLetter } from './dead-letters.read-model.js';

let shop: LettersUnderTest;

beforeAll(async () => {
  shop = await openNoLetters(process.env['SHOP_TEST_POSTGRES']!);
});
afterAll(() => shop.close());

/** Feeds one letter to `dead_letters/3`, and finds it by the place where its record must be said to have been. */
async function stored(record: FedRecord, place?: string): Promise<StoredLetter[]> {
  const offset = await feed(shop.model, [record], { topic: 'dead_letters', partition: 3, times: 1 });
  return storedLetters(shop.model, [`${place ?? `dead_letters:3:${offset}`}:test.reader`]);
}

describe('where the record of a dead letter was', () => {
  it.each([
    ['0', '0'],
    ['12', '345'],
    ['123456789', '123456789012345'],
  ])('is what the letter says: partition %s, offset %s', async (partition, offset) => {
    const headers = { [header.partition]: partition, [header.offset]: offset };
    const [found] = await stored(letter(0, headers), `reviews:${partition}:${offset}`);
    expect(found.letter.source).toEqual({ topic: 'reviews', partition: Number(partition), offset });
  });

  it.each<[string, Record<string, string>]>([
    ['no topic', { [header.topic]: '' }],
    ['a partition that only begins with a number', { [header.partition]: '1x' }],
    ['a partition that only ends with a number', { [header.partition]: 'x1' }],
    ['a partition that no column holds', { [header.partition]: '1234567890' }],
    ['no partition', { [header.partition]: '' }],
    ['an offset that only begins with a number', { [header.offset]: '7x' }],
    ['an offset that only ends with a number', { [header.offset]: 'x7' }],
    ['an offset that no number holds', { [header.offset]: '1234567890123456' }],
    ['no offset', { [header.offset]: '' }],
  ])('is where the letter is, if it says %s', async (_, headers) => {
    const [found] = await stored(letter(0, headers));
    expect(found.letter.source).toEqual(found.letter.position);
  });
});

describe('how often a dead letter was sent back before', () => {
  it.each([
    ['7', 7],
    ['12', 12],
    ['1234', 1234],
    ['12345', 0],
    ['1x', 0],
    ['x1', 0],
    ['', 0],
  ])('is told by a number of up to four digits, and is never otherwise: "%s"', async (round, expected) => {
    const [found] = await stored(letter(0, { [header.offset]: '', [header.original + sentBackHeaders.round]: round }));
    expect(found.letter.round).toBe(expected);
  });
});

it('has bytes, but no text, where they are not UTF-8', async () => {
  const bytes = Buffer.from([0x7b, 0xff]);
  const [found] = await stored({ ...letter(0, { [header.offset]: '' }), bytes });
  expect(found.letter).toMatchObject({ bytes: bytes.toString('base64'), text: null });
  expect(found.value).toEqual(bytes);
});

describe('a list of letters that hold a megabyte each', () => {
  const large = 'x'.repeat(PREVIEW_BYTES - 1) + '\u20ac'.repeat(350_000);

  it('has the beginning of each, in whole characters, and how long it is; one letter has all of it', async () => {
    const bytes = Buffer.from(large);
    const newest = { ...letter(0, { [header.offset]: '' }), timestamp: Date.UTC(2030, 0, 1), bytes };
    const [found] = await stored(newest);
    expect(found.letter).toMatchObject({ text: large, bytes: bytes.toString('base64'), size: bytes.length });
    const { items } = await listDeadLetters(shop.model, { limit: 100 });
    expect(items[0]).toEqual({
      ...found.letter,
      text: 'x'.repeat(PREVIEW_BYTES - 1),
      bytes: bytes.subarray(0, PREVIEW_BYTES).toString('base64'),
    });
    expect(JSON.stringify(items).length).toBeLessThan(items.length * 3_000);
  });

  it('is short, too, where a letter that nobody of ours wrote says much of itself', async () => {
    const much = 'y'.repeat(500_000);
    await stored(
      letter(0, {
        [header.offset]: '',
        [header.code]: much,
        [header.message]: much,
        [header.key]: '79'.repeat(200_000),
      }),
    );
    await feed(shop.model, [letter(1, { [header.topic]: much }), letter(2, { [header.reader]: much })], {
      topic: 'dead_letters',
      partition: 3,
      times: 1,
    });
    const { items } = await listDeadLetters(shop.model, { limit: 100 });
    for (const item of items) expect(JSON.stringify(item).length).toBeLessThan(10_000);
  });
});
