import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  InvalidCursor,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  craftedCursors,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import { catalogueProjection } from './catalogue.projection.js';
import { findProducts, productBySku, type Search, type Sort } from './catalogue.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let catalogue: ReadModel;

const product = (sku: string, name: string, department: string, priceAmount: number, description = ''): FedRecord => ({
  key: sku,
  content: {
    kind: 'row',
    row: {
      sku,
      name,
      department,
      description,
      priceAmount,
      priceCurrency: 'GBP',
      picture: `/products/${sku}.svg`,
      updatedAt: '2026-01-01T00:00:00.000Z',
    },
  },
});
const review = (id: string, userId: string, sku: string, rating: number): FedRecord => {
  const data = { reviewId: id, sku, productName: sku, userId, rating, text: '' };
  const context = { id, source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: userId };
  return { key: userId, content: { kind: 'event', event: cloudEvent('ReviewPosted', id, data, context) } };
};
const productsCome = (...records: FedRecord[]) => feed(catalogue, records, { topic: 'products' });
const reviewsCome = (...records: FedRecord[]) => feed(catalogue, records, { topic: 'reviews_clean' });

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  catalogue = new ReadModel(database, catalogueProjection);
  // A rating may come before its product.
  await reviewsCome(review('e1', 'ann', 'bread', 5), review('e2', 'bob', 'bread', 4), review('e3', 'ann', 'milk', 2));
  await productsCome(
    product('baked-beans', 'Baked Beans', 'Tins', 90, 'Haricot beans in tomato sauce'),
    product('bread', 'Bread', 'Bakery', 120, 'A white loaf'),
    product('brioche', 'Brioche', 'Bakery', 260, 'Buttery bread'),
    product('gone', 'Gone', 'Bakery', 1),
    product('milk', 'Milk', 'Dairy', 110),
    product('spaghetti', 'Tinned Spaghetti', 'Tins', 90, 'Pasta in tomato sauce'),
    { key: 'gone', content: { kind: 'tombstone' } },
  );
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

const find = async (search: Partial<Search>) => findProducts(catalogue, { limit: 24, ...search });
const skus = async (search: Partial<Search>) => (await find(search)).items.map(({ sku }) => sku);

describe('the catalogue', () => {
  test('shows a product with its rating', async () => {
    expect(await productBySku(catalogue, 'bread')).toEqual({
      sku: 'bread',
      name: 'Bread',
      department: 'Bakery',
      description: 'A white loaf',
      price: { amount: 120, currency: 'GBP' },
      picture: '/products/bread.svg',
      rating: { average: 4.5, count: 2 },
    });
    expect(await productBySku(catalogue, 'gone')).toBeUndefined();
    expect((await productBySku(catalogue, 'brioche'))?.rating).toEqual({ average: null, count: 0 });
  });

  test.each<[string, string[]]>([
    ['beans', ['baked-beans']],
    ['BEAN', ['baked-beans']],
    ['bread', ['bread', 'brioche']],
    ['tomato sauce', ['baked-beans', 'spaghetti']],
    ['tinned spag', ['spaghetti']],
    // The last word may be the beginning of one, those before it may not.
    ['haric', ['baked-beans']],
    [' Tomato  SAU ', ['baked-beans', 'spaghetti']],
    ['past tomato', []],
    ['spagetti', ['spaghetti']],
    ['bakd beens', ['baked-beans']],
    ['bakery', ['bread', 'brioche']],
    ['xylophone', []],
    ["'); --", []],
    ['!!!', []],
  ])('finds for %p: %j', async (q, expected) => {
    expect((await skus({ q })).sort()).toEqual(expected);
  });

  test('puts a name before a mention', async () => expect((await skus({ q: 'bread' }))[0]).toBe('bread'));

  test.each<[Sort, string[]]>([
    ['relevance', ['baked-beans', 'bread', 'brioche', 'milk', 'spaghetti']],
    ['name', ['baked-beans', 'bread', 'brioche', 'milk', 'spaghetti']],
    ['price', ['baked-beans', 'spaghetti', 'milk', 'bread', 'brioche']],
    ['-price', ['brioche', 'bread', 'milk', 'baked-beans', 'spaghetti']],
    ['rating', ['bread', 'milk', 'baked-beans', 'brioche', 'spaghetti']],
  ])('is sorted by %s, and pages neither repeat nor leave out', async (sort, expected) => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await find({ sort, limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ sku }) => sku));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(expected);
  });

  test('is narrowed by department and price, and says what other departments have', async () => {
    const found = await find({ department: 'Tins', minPrice: 90, maxPrice: 120 });
    expect(found.items.map(({ sku }) => sku)).toEqual(['baked-beans', 'spaghetti']);
    expect(found.departments).toEqual([
      { name: 'Bakery', count: 1 },
      { name: 'Dairy', count: 1 },
      { name: 'Tins', count: 2 },
    ]);
    expect(await skus({ minPrice: 120 })).toEqual(['bread', 'brioche']);
    expect(await skus({ maxPrice: 90 })).toEqual(['baked-beans', 'spaghetti']);
  });

  test('refuses cursors that are not ours, or of another sort', async () => {
    const { nextCursor } = await find({ sort: 'name', limit: 1 });
    const dearest = (await find({ sort: '-price', limit: 1 })).nextCursor;
    for (const cursor of [nextCursor!, dearest!])
      await expect(find({ sort: 'price', cursor })).rejects.toBeInstanceOf(InvalidCursor);
  });

  test.each<Partial<Search>>([{ sort: 'name' }, { sort: 'price' }, { sort: 'rating' }, { q: 'bread' }])(
    'answers crafted cursors of %j, or refuses them, and nothing else',
    async (search) => {
      const { nextCursor } = await find({ ...search, limit: 1 });
      for (const cursor of craftedCursors(nextCursor!))
        await find({ ...search, cursor }).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidCursor));
    },
  );

  test('accepts every cursor that it gave, whatever products are called', async () => {
    const names = ['ก'.repeat(120), 'ก'.repeat(5_000), `${'ก'.repeat(5_000)}!`, '\u0001'.repeat(300), '🍮'.repeat(300)];
    const strange = names.map((name, at) => product(`strange-${at}`, name, 'Strange', 100));
    await productsCome(...strange);
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await find({ department: 'Strange', sort: 'name', limit: 1, cursor });
      seen.push(...page.items.map(({ sku }) => sku));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
      // As the contract has it.
      expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,4000}$/);
    }
    expect(seen.sort()).toEqual(['strange-0', 'strange-1', 'strange-2', 'strange-3', 'strange-4']);
    await productsCome(...strange.map(({ key }): FedRecord => ({ key, content: { kind: 'tombstone' } })));
  });

  test('counts a user once per product, whatever is delivered twice', async () => {
    await reviewsCome(review('e3', 'ann', 'milk', 2), review('e4', 'ann', 'milk', 5), review('e4', 'ann', 'milk', 5));
    expect((await productBySku(catalogue, 'milk'))?.rating).toEqual({ average: 5, count: 1 });
    await reviewsCome(review('e5', 'ann', 'milk', 2));
    expect((await productBySku(catalogue, 'milk'))?.rating).toEqual({ average: 2, count: 1 });
  });
});
