import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type Projection,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import { catalogueProjection } from './catalogue.projection.js';

let temporary: TemporaryDatabase;
let database: Database;
let catalogue: ReadModel;
let loaded = 0;

/** The projection itself; the rows that it loads are counted. */
const counted: Projection = {
  ...catalogueProjection,
  apply: (batch, db) =>
    catalogueProjection.apply(batch, {
      query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
        const rows = await db.query<Row>(text, values);
        loaded += rows.length;
        return rows;
      },
      copy: (table, columns, pieces) => db.copy(table, columns, pieces),
    }),
};
const FIRST = Date.UTC(2026, 0, 1);
const STEPS = 20_000;
/** The stars of Ann's step of a second. */
const starsAt = (second: number) => 1 + (second % 5);
const review = (id: string, second: number, rating: number): FedRecord => {
  const data = { reviewId: 'ann-bread', sku: 'bread', productName: 'Bread', userId: 'ann', rating, text: '' };
  const time = new Date(FIRST + second * 1000).toISOString();
  const context = { id, source: '/test', time, correlationid: 'c', actor: 'ann' };
  return { key: 'ann', content: { kind: 'event', event: cloudEvent('ReviewPosted', 'ann-bread', data, context) } };
};
const reviewsCome = (...records: FedRecord[]) => feed(catalogue, records, { topic: 'reviews_clean', times: 1 });
const steps = async () =>
  catalogue.query('SELECT at, rating, count, stars FROM $schema.rated ORDER BY at DESC LIMIT 2');
const rating = async () => catalogue.query("SELECT count, stars FROM $schema.ratings WHERE sku = 'bread'");

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  catalogue = new ReadModel(database, counted);
  await reviewsCome(review('first', 0, starsAt(0)));
  await catalogue.query(
    `INSERT INTO $schema.rated
     SELECT 'bread', 'ann', $1::timestamptz + n * interval '1 second', 1 + n % 5, 0, 1 + n % 5 - (1 + (n - 1) % 5)
     FROM generate_series(1, $2) AS n`,
    [new Date(FIRST).toISOString(), STEPS - 1],
  );
  await catalogue.query('UPDATE $schema.ratings SET stars = $1', [starsAt(STEPS - 1)]);
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

it('one more change of a review that was changed twenty thousand times loads the last change only', async () => {
  loaded = 0;
  await reviewsCome(review('one-more', STEPS, 3));
  expect(loaded).toBeLessThanOrEqual(1);
  expect(await rating()).toEqual([{ count: 1, stars: 3 }]);
  expect(await steps()).toMatchObject([
    { rating: 3, count: 0, stars: 3 - starsAt(STEPS - 1) },
    { rating: starsAt(STEPS - 1) },
  ]);
});

it('a change of before loads what it overtakes, and the one before that', async () => {
  loaded = 0;
  // The first has the time of the last step but two; the second comes after all.
  await reviewsCome(review('of-before', STEPS - 2, 4), review('again', STEPS + 1, 2));
  expect(loaded).toBeLessThanOrEqual(4);
  expect(await rating()).toEqual([{ count: 1, stars: 2 }]);
  expect(await steps()).toEqual([
    { at: new Date(FIRST + (STEPS + 1) * 1000), rating: 2, count: 0, stars: -2 },
    { at: new Date(FIRST + (STEPS - 2) * 1000), rating: 4, count: 0, stars: 4 - starsAt(STEPS - 3) },
  ]);
});

it('a change of before all of them replaces them all', async () => {
  await reviewsCome(review('before-all', -1, 5));
  expect(await rating()).toEqual([{ count: 1, stars: 5 }]);
  expect(await catalogue.query('SELECT rating, count, stars FROM $schema.rated')).toEqual([
    { rating: 5, count: 1, stars: 5 },
  ]);
});
