import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';
import { catalogueProjection } from './catalogue.projection.js';
import { findProducts, productBySku, type CatalogueProduct, type Search } from './catalogue.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let catalogue: ReadModel;

const noon = (day: number) => new Date(Date.UTC(2026, 0, day, 12)).toISOString();
const version = (day: number, sku: string, priceAmount: number, name = sku): FedRecord => {
  const row: ProductRow = {
    sku,
    name,
    department: 'Food',
    description: '',
    priceAmount,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: noon(day),
  };
  return { key: sku, timestamp: Date.parse(noon(day)) + 100, content: { kind: 'row', row } };
};
const deletion = (day: number, sku: string): FedRecord => ({
  key: sku,
  timestamp: Date.parse(noon(day)),
  content: { kind: 'tombstone' },
});
const review = (day: number, userId: string, sku: string, rating: number): FedRecord => {
  const id = `${userId}-${sku}-${day}`;
  const data = { reviewId: id, sku, productName: sku, userId, rating, text: '' };
  const context = { id, source: '/test', time: noon(day), correlationid: 'c', actor: userId };
  return { key: userId, content: { kind: 'event', event: cloudEvent('ReviewPosted', id, data, context) } };
};

const rows = [
  version(1, 'bread', 100, 'Loaf'),
  version(1, 'milk', 80),
  version(1, 'cake', 300),
  version(3, 'bread', 120, 'Bread'),
  deletion(4, 'cake'),
  version(5, 'bread', 140, 'Bread'),
  version(6, 'cake', 350),
  version(7, 'kale', 90),
];
const reviews = [
  review(2, 'ann', 'bread', 1),
  review(3, 'bob', 'bread', 4),
  review(5, 'ann', 'bread', 5),
  review(6, 'ann', 'milk', 3),
];

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  catalogue = new ReadModel(database, catalogueProjection);
  await feed(catalogue, rows, { topic: 'products' });
  await feed(catalogue, reviews, { topic: 'reviews_clean' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

const find = (search: Partial<Search>) => findProducts(catalogue, { limit: 24, ...search });
const told = ({ name, price, rating, knownSince }: CatalogueProduct) => [
  name,
  price.amount,
  rating.average,
  rating.count,
  ...(knownSince ? [`since ${knownSince.slice(0, 10)}`] : []),
];
const at = (day: number) => noon(day);

describe('the catalogue as it was', () => {
  test.each<[number, unknown[][]]>([
    [
      2,
      [
        ['cake', 300, null, 0],
        ['kale', 90, null, 0, 'since 2026-01-07'],
        ['Loaf', 100, 1, 1],
        ['milk', 80, null, 0],
      ],
    ],
    [
      3,
      [
        ['Bread', 120, 2.5, 2],
        ['cake', 300, null, 0],
        ['kale', 90, null, 0, 'since 2026-01-07'],
        ['milk', 80, null, 0],
      ],
    ],
    [
      4,
      [
        ['Bread', 120, 2.5, 2],
        ['kale', 90, null, 0, 'since 2026-01-07'],
        ['milk', 80, null, 0],
      ],
    ],
    [
      5,
      [
        ['Bread', 140, 4.5, 2],
        ['kale', 90, null, 0, 'since 2026-01-07'],
        ['milk', 80, null, 0],
      ],
    ],
    [
      6,
      [
        ['Bread', 140, 4.5, 2],
        ['cake', 350, null, 0],
        ['kale', 90, null, 0, 'since 2026-01-07'],
        ['milk', 80, 3, 1],
      ],
    ],
    [
      7,
      [
        ['Bread', 140, 4.5, 2],
        ['cake', 350, null, 0],
        ['kale', 90, null, 0],
        ['milk', 80, 3, 1],
      ],
    ],
  ])('on day %i: prices, names and ratings of then', async (day, expected) => {
    const found = await find({ at: at(day) });
    expect(found.items.map(told)).toEqual(expected);
    expect(found.departments).toEqual([{ name: 'Food', count: expected.length }]);
    for (const product of found.items) expect(await productBySku(catalogue, product.sku, at(day))).toEqual(product);
  });

  test('is before all versions the first that is known, and says so', async () => {
    const { items } = await find({ at: at(0) });
    expect(items.map(told)).toEqual([
      ['cake', 300, null, 0, 'since 2026-01-01'],
      ['kale', 90, null, 0, 'since 2026-01-07'],
      ['Loaf', 100, null, 0, 'since 2026-01-01'],
      ['milk', 80, null, 0, 'since 2026-01-01'],
    ]);
  });

  test('is at the end what it is now', async () => {
    expect(await find({ at: at(9) })).toEqual(await find({}));
    expect(await productBySku(catalogue, 'cake', at(4))).toBeUndefined();
  });

  test('is searched, filtered and sorted as it was', async () => {
    expect((await find({ q: 'loaf', at: at(2) })).items.map(({ sku }) => sku)).toEqual(['bread']);
    expect((await find({ q: 'loaf', at: at(3) })).items).toEqual([]);
    expect((await find({ maxPrice: 110, at: at(2) })).items.map(({ sku }) => sku)).toEqual(['kale', 'bread', 'milk']);
    expect((await find({ sort: '-price', at: at(6), limit: 2 })).items.map(({ sku }) => sku)).toEqual([
      'cake',
      'bread',
    ]);
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await find({ sort: 'rating', at: at(6), limit: 1, cursor });
      seen.push(...page.items.map(({ sku }) => sku));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['bread', 'milk', 'cake', 'kale']);
  });

  test('stays as it was when rows are read again from an older position, deletions included', async () => {
    const dump = () => catalogue.query('SELECT to_jsonb(v) AS row FROM $schema.versions v ORDER BY sku, valid_from');
    const before = await dump();
    const again = rows.map((record) => ({ ...record, timestamp: Date.parse(noon(20)) }));
    await feed(catalogue, again.slice(2), { topic: 'products' });
    await feed(catalogue, again, { topic: 'products' });
    expect(before).toHaveLength(7);
    expect(await dump()).toEqual(before);
  });
});
