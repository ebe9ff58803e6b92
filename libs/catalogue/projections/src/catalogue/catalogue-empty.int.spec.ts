import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import { catalogueProjection } from './catalogue.projection.js';
import { catalogueIsEmpty, findProducts } from './catalogue.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

test('a catalogue is empty until a product arrives, and again when the last one is gone', async () => {
  const catalogue = new ReadModel(database, catalogueProjection);
  const products = (...records: FedRecord[]) => feed(catalogue, records, { topic: 'products' });
  const bread = {
    sku: 'bread',
    name: 'Bread',
    department: 'Bakery',
    description: '',
    priceAmount: 120,
    priceCurrency: 'GBP',
    updatedAt: '2026-01-01T12:00:00.000Z',
  };
  expect(await catalogueIsEmpty(catalogue)).toBe(true);
  expect(await findProducts(catalogue, { limit: 24 })).toEqual({ items: [], nextCursor: null, departments: [] });
  await products({ key: 'bread', content: { kind: 'row', row: { ...bread, picture: null } } });
  expect(await catalogueIsEmpty(catalogue)).toBe(false);
  expect((await findProducts(catalogue, { limit: 1 })).nextCursor).toBeNull();
  await products({ key: 'bread', content: { kind: 'tombstone' } });
  expect(await catalogueIsEmpty(catalogue)).toBe(true);
});
