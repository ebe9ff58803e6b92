import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bigintArray, textArray } from './binary-array.js';
import { openDatabase, type Database } from './database.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

let temporary: TemporaryDatabase;
let database: Database;
beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

/** What PostgreSQL has understood. */
async function read(type: 'text' | 'bigint', array: Buffer): Promise<unknown> {
  const [{ values }] = await database.query<{ values: unknown }>(`SELECT to_json($1::${type}[]) AS values`, [array]);
  return values;
}

describe('an array of texts', () => {
  it('arrives as it was given', async () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''))));
    await fc.assert(
      fc.asyncProperty(texts, async (given) => expect(await read('text', textArray(given))).toEqual(given)),
    );
  });

  it('may be longer than any before', async () => {
    const given = [null, 'ß'.repeat(100_000), '🫘'.repeat(100_000), '', 'x'.repeat(300_000)];
    expect(await read('text', textArray(given))).toEqual(given);
  });
});

describe('an array of integers', () => {
  it('arrives as it was given', async () => {
    const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.integer({ min, max }))), async (given) =>
        expect(await read('bigint', bigintArray(given))).toEqual(given),
      ),
    );
    const edges = [0, -0, -1, 2 ** 31, 2 ** 32, 2 ** 32 - 1, -(2 ** 32), -(2 ** 32) - 1, max, min];
    expect(await read('bigint', bigintArray(edges))).toEqual(edges.map((edge) => edge + 0));
  });
});
