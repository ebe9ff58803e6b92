import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Product, Products } from '@shop/api';
import { createService, testSession } from '@shop/http';
import { cloudEvent, eventRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender } from '@shop/log-kafka';
import { temporaryDatabase, type TemporaryDatabase } from '@shop/log-postgres';
import { AppModule } from './app.module.js';

jest.setTimeout(60_000);

const namespace = `test-${randomUUID()}`;
const kafka = connectKafka({ brokers: process.env['SHOP_TEST_KAFKA']!, clientId: 'test', namespace });
const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
let temporary: TemporaryDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  await ensureTopics(kafka, { partitions: 2 });
  const brokers = process.env['SHOP_TEST_KAFKA'];
  Object.assign(process.env, { KAFKA_BROKERS: brokers, SHOP_NAMESPACE: namespace, DATABASE_URL: temporary.url });
  const session = await testSession();
  app = await createService({ name: 'catalogue-api', module: AppModule, env: session.env, sessionKeys: session.keys });
});
afterAll(async () => {
  await app.close();
  await appender.close();
  await kafka.ask(async (admin) => {
    await admin.deleteTopics({ topics: (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`)) });
  });
  await kafka.close();
  await temporary.drop();
  for (const name of ['KAFKA_BROKERS', 'SHOP_NAMESPACE', 'DATABASE_URL']) delete process.env[name];
});

const get = async <T>(url: string) => {
  const answered = await app.inject(url);
  return { status: answered.statusCode, body: answered.json<T>() };
};
const until = async <T>(url: string, reached: (answered: { status: number; body: T }) => boolean) => {
  for (;;) {
    const answered = await get<T>(url);
    if (reached(answered)) return answered;
  }
};
const skus = ({ body }: { body: Products }) => body.items.map(({ sku }) => sku);
const products = [
  ['bread', 'Bread', 'Bakery', 120],
  ['baked-beans', 'Baked Beans', 'Tins', 90],
  ['spaghetti', 'Tinned Spaghetti', 'Tins', 85],
] as const;

test('says that it is still loading while no product has arrived', async () => {
  expect(await get('/api/products')).toMatchObject({ status: 503, body: { code: 'products.loading' } });
  expect(await get('/api/products/bread')).toMatchObject({ status: 503, body: { code: 'products.loading' } });
});

test('shows products as they are in the log, with ratings from the log', async () => {
  const row = { description: '', priceCurrency: 'GBP', picture: null, updatedAt: '2026-01-01T00:00:00.000Z' };
  await appender.append(
    products.map(([sku, name, department, priceAmount]) => ({
      topic: 'products',
      key: sku,
      value: JSON.stringify({ sku, name, department, priceAmount, ...row }),
    })),
  );
  const data = { reviewId: 'r1', sku: 'bread', productName: 'Bread', userId: 'ann', rating: 4, text: '' };
  const context = { id: 'e1', source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: 'ann' };
  await appender.append([eventRecord('reviews_clean', cloudEvent('ReviewPosted', 'r1', data, context), 'ann')]);
  await until<Products>('/api/products', ({ status, body }) => status === 200 && body.items.length === products.length);
  const { body } = await until<Product>('/api/products/bread', ({ body: { rating } }) => rating.count === 1);
  expect(body).toEqual({
    sku: 'bread',
    name: 'Bread',
    department: 'Bakery',
    description: '',
    price: { amount: 120, currency: 'GBP' },
    picture: null,
    rating: { average: 4, count: 1 },
  });
});

test('finds, filters, sorts and pages by the address', async () => {
  expect(skus(await get('/api/products?q=spagetti'))).toEqual(['spaghetti']);
  expect(skus(await get('/api/products?department=Tins&sort=price'))).toEqual(['spaghetti', 'baked-beans']);
  expect(skus(await get('/api/products?minPrice=90&maxPrice=100'))).toEqual(['baked-beans']);
  const first = await get<Products>('/api/products?sort=name&limit=2');
  expect(skus(first)).toEqual(['baked-beans', 'bread']);
  expect(first.body.departments).toEqual([
    { name: 'Bakery', count: 1 },
    { name: 'Tins', count: 2 },
  ]);
  expect(skus(await get(`/api/products?sort=name&limit=2&cursor=${first.body.nextCursor}`))).toEqual(['spaghetti']);
});

test('refuses what makes no sense, and says so of what is not there', async () => {
  expect(await get('/api/products/no-such')).toMatchObject({ status: 404, body: { code: 'product.notFound' } });
  expect(await get('/api/products?cursor=abc')).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  expect((await get('/api/products?sort=colour')).status).toBe(400);
  expect((await get('/api/products?limit=0')).status).toBe(400);
});

test('follows a change of a product, and forgets one that is gone', async () => {
  await appender.append([{ topic: 'products', key: 'spaghetti', value: null }]);
  await until('/api/products/spaghetti', ({ status }) => status === 404);
  expect(skus(await get('/api/products?q=spaghetti'))).toEqual([]);
});
