import { afterAll, beforeAll, expect, it } from '@jest/globals';
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
import { productsProjection } from './products.projection.js';
import { PricedProducts } from './products.read-model.js';

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

function product(sku: string, name: string, priceAmount: number): FedRecord {
  const row: ProductRow = {
    sku,
    name,
    department: 'Bakery',
    description: '',
    priceAmount,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-01-01T12:00:00.000Z',
  };
  return { key: sku, content: { kind: 'row', row } };
}

it('keeps the last row of a product, and forgets one that is gone', async () => {
  const products = new PricedProducts(new ReadModel(database, productsProjection));
  expect(await products.isEmpty()).toBe(true);
  const rows = [product('bread', 'Bread', 140), product('cake', 'Cake', 300), product('bread', 'Sourdough', 150)];
  await feed(products.readModel, rows, { topic: 'products' });
  expect(await products.find('bread')).toEqual({
    sku: 'bread',
    name: 'Sourdough',
    price: { amount: 150, currency: 'GBP' },
  });
  await feed(products.readModel, [{ key: 'cake', content: { kind: 'tombstone' } }], { topic: 'products' });
  expect(await products.find('cake')).toBeUndefined();
  expect(await products.isEmpty()).toBe(false);
});
