import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type Db,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';
import { catalogueProjection } from './catalogue.projection.js';
import { findProducts, productBySku } from './catalogue.read-model.js';

const SKUS = Array.from({ length: 4 }, (_, n) => `sku-${n}`);
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 30);

interface Review {
  readonly userId: string;
  readonly sku: string;
  readonly rating: number;
  readonly at: number;
}

/** Some hundred reviews by few users over a week that a month ends in; one in four comes with a time of before. */
const reviews = Array.from({ length: 400 }, (_, n): Review => {
  const random = (n * 7_919) % 1_009;
  const late = random % 4 === 0 ? random % 60 : 0;
  const at = START + Math.max(0, Math.floor(n / 2.5) - late) * HOUR;
  return { userId: `user-${random % 13}`, sku: SKUS[random % 4]!, rating: 1 + (random % 5), at };
});

const product = (sku: string): FedRecord => {
  const row: ProductRow = {
    sku,
    name: sku,
    department: 'Food',
    description: '',
    priceAmount: 100,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
  return { key: sku, content: { kind: 'row', row } };
};
const record = ({ userId, sku, rating, at }: Review, n: number): FedRecord => {
  const data = { reviewId: `r-${n}`, sku, productName: sku, userId, rating, text: '' };
  const context = { source: '/test', time: new Date(at).toISOString(), correlationid: 'c', actor: userId };
  return {
    key: userId,
    content: { kind: 'event', event: cloudEvent('ReviewPosted', `r-${n}`, data, { id: `e-${n}`, ...context }) },
  };
};

/** Without any sums: of each user the last review in the log with a time until then. */
function naive(sku: string, at: number): { average: number | null; count: number } {
  const last = new Map<string, number>();
  for (const review of reviews) if (review.sku === sku && review.at <= at) last.set(review.userId, review.rating);
  const stars = [...last.values()].reduce((sum, rating) => sum + rating, 0);
  return { average: last.size ? Math.round((stars / last.size) * 100) / 100 : null, count: last.size };
}

let temporary: TemporaryDatabase;
let database: Database;
let catalogue: ReadModel;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  catalogue = new ReadModel(database, catalogueProjection);
  await feed(catalogue, SKUS.map(product), { topic: 'products' });
  const records = reviews.map(record);
  for (let from = 0; from < records.length; from += 30)
    await feed(catalogue, records.slice(from, from + 30), { topic: 'reviews_clean' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

describe('ratings as of a time', () => {
  test('are at every hour what a scan of all reviews says, reviews that came late included', async () => {
    for (let at = START - HOUR; at < START + 170 * HOUR; at += HOUR) {
      const { items } = await findProducts(catalogue, { limit: 24, at: new Date(at).toISOString() });
      const told = Object.fromEntries(items.map(({ sku, rating }) => [sku, rating]));
      expect([at, told]).toEqual([at, Object.fromEntries(SKUS.map((sku) => [sku, naive(sku, at)]))]);
    }
    const now = await findProducts(catalogue, { limit: 24 });
    expect(now.items.map(({ rating }) => rating)).toEqual(SKUS.map((sku) => naive(sku, Infinity)));
  });

  test('are read by index, however many reviews there are', async () => {
    // As many as 20,000 users post in four years, with the sums that follow from them.
    await catalogue.query(
      `INSERT INTO $schema.rated SELECT 'sku-' || n % 200, 'many-' || n, '2022-01-01Z'::timestamptz + n * interval '105 min',
         1 + n % 5, 1, 1 + n % 5 FROM generate_series(1, 20000) AS n`,
    );
    for (const span of ['day', 'month'])
      await catalogue.query(
        `INSERT INTO $schema.rating_sums
         SELECT '${span}', date_trunc('${span}', at AT TIME ZONE 'UTC')::date, sku, sum(count), sum(stars) FROM $schema.rated
         WHERE user_id LIKE 'many-%' GROUP BY 1, 2, 3
         ON CONFLICT (span, since, sku) DO UPDATE SET count = rating_sums.count + excluded.count`,
      );
    await catalogue.query('ANALYZE $schema.rated, $schema.rating_sums');
    const asked: [string, readonly unknown[]][] = [];
    const noting: Db = {
      query: (text, values = []) => {
        asked.push([text, values]);
        return catalogue.query(text, values);
      },
    };
    const at = '2025-08-20T15:00:00.000Z';
    await findProducts(noting, { limit: 24, at });
    await productBySku(noting, 'sku-1', at);
    expect(asked.length).toBeGreaterThan(2);
    const read = new Set<string>();
    for (const [text, values] of asked) {
      const plan = JSON.stringify(await catalogue.query(`EXPLAIN (FORMAT JSON) ${text}`, values));
      const scans = [
        ...plan.matchAll(/"Node Type":"([A-Za-z ]*Scan)"(?:(?!"Node Type").)*?"Relation Name":"(rat\w+)"/g),
      ];
      for (const [, kind, table = ''] of scans) {
        expect(`${kind} on ${table}`).toMatch(/Index|Bitmap/);
        read.add(table);
      }
    }
    expect([...read].sort()).toEqual(['rated', 'rating_sums']);
  });
});
