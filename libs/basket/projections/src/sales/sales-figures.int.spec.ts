import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
import type { CloudEvent, OrderPlaced } from '@shop/topics';
import { salesProjection } from './sales.projection.js';
import { listSales, placedOrder, salesFigures, salesOf } from './sales.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let sales: ReadModel;

const money = (amount: number, currency = 'GBP') => ({ amount, currency });
const line = (sku: string, quantity: number, price: number, currency = 'GBP') => ({
  sku,
  name: sku.toUpperCase(),
  quantity,
  unitPrice: money(price, currency),
  lineTotal: money(price * quantity, currency),
});
const event = (type: string, key: string, time: string, data: object, id: string): FedRecord => {
  const context = { id, source: '/test', time, correlationid: 'c', actor: 'a' };
  return { key, content: { kind: 'event', event: cloudEvent(type, key, data, context) } };
};
function order(orderId: string, placedAt: string, ...lines: OrderPlaced['lines']): FedRecord {
  const total = money(
    lines.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0),
    lines[0].lineTotal.currency,
  );
  const data: OrderPlaced = { orderId, basketId: `basket-of-${orderId}`, owner: 'a', lines, total, placedAt };
  return event('OrderPlaced', orderId, placedAt, data, `placed-${orderId}`);
}

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  sales = new ReadModel(database, salesProjection);
  expect(await salesFigures(sales, '2026-01-30')).toMatchObject({
    orders: 0,
    revenue: [],
    unitsSold: 0,
    unitsPutBack: 0,
  });
  await feed(
    sales,
    [
      order('o1', '2026-01-01T12:00:00.000Z', line('bread', 2, 140), line('milk', 1, 110)),
      order('o2', '2026-01-01T23:30:00.000-01:00', line('bread', 3, 150)),
      order('o3', '2026-01-02T12:00:00.000Z', line('brot', 4, 200, 'EUR')),
      order('o4', '2026-01-02T13:00:00.000Z', line('bread', 1, 160, 'EUR')),
      { key: 'o5', content: { kind: 'tombstone' } },
    ],
    { topic: 'orders', partition: 2 },
  );
  const add = { sku: 'milk', name: 'MILK', quantity: 3, unitPrice: money(110) };
  await feed(
    sales,
    [
      event('BasketOpened', 'b1', '2026-01-02T10:00:00Z', { owner: 'a' }, 'b1-0'),
      event('ItemAdd', 'b1', '2026-01-02T10:00:00Z', add, 'b1-1'),
      event('ItemRemove', 'b1', '2026-01-02T10:00:00Z', { sku: 'milk', quantity: 2 }, 'b1-2'),
      event('ItemRemove', 'b1', '2026-01-02T10:00:00Z', { sku: 'bread', quantity: 1 }, 'b1-3'),
    ],
    { topic: 'basket_events' },
  );
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

describe('figures of sales', () => {
  it('add up over all products, by currency, and per day in UTC', async () => {
    const figures = await salesFigures(sales, '2026-01-30');
    expect(figures).toMatchObject({
      orders: 4,
      unitsSold: 11,
      unitsPutBack: 2,
      revenue: [money(960, 'EUR'), money(840)],
    });
    expect(figures.days).toHaveLength(30);
    expect(figures.days.slice(0, 3)).toEqual([
      { date: '2026-01-01', orders: 1, unitsSold: 3, unitsPutBack: 0, revenue: [money(390)] },
      { date: '2026-01-02', orders: 3, unitsSold: 8, unitsPutBack: 2, revenue: [money(960, 'EUR'), money(450)] },
      { date: '2026-01-03', orders: 0, unitsSold: 0, unitsPutBack: 0, revenue: [] },
    ]);
  });

  it('go on from what earlier batches left', async () => {
    const before = await salesFigures(sales, '2026-01-30');
    await feed(sales, [order('o6', '2026-01-20T12:00:00.000Z', line('jam', 5, 100), line('jam', 2, 100))], {
      topic: 'orders',
      partition: 2,
    });
    const { orders, unitsSold, days } = await salesFigures(sales, '2026-01-30');
    expect([orders - before.orders, unitsSold - before.unitsSold]).toEqual([1, 7]);
    expect(days[19]).toEqual({
      date: '2026-01-20',
      orders: 1,
      unitsSold: 7,
      unitsPutBack: 0,
      revenue: [money(700)],
    });
  });
});

describe('sales of a product', () => {
  it('have a sum per currency', async () => {
    expect(await salesOf(sales, 'bread')).toEqual({
      sku: 'bread',
      name: 'BREAD',
      unitsSold: 6,
      unitsPutBack: 0,
      revenue: [money(160, 'EUR'), money(730)],
    });
    expect(await salesOf(sales, 'milk')).toMatchObject({ unitsSold: 1, unitsPutBack: 2, revenue: [money(110)] });
    expect(await salesOf(sales, 'cake')).toBeUndefined();
  });

  it('are found by words in name or sku', async () => {
    const skus = async (q: string) => (await listSales(sales, { q, limit: 10 })).items.map(({ sku }) => sku);
    expect(await skus('BR')).toEqual(['bread', 'brot']);
    expect(await skus('rot')).toEqual(['brot']);
    expect((await skus('')).sort()).toEqual(['bread', 'brot', 'jam', 'milk']);
    expect(await skus('%')).toEqual([]);
  });
});

it('shows an order as its event told it', async () => {
  expect(await placedOrder(sales, 'o1')).toStrictEqual({
    orderId: 'o1',
    basketId: 'basket-of-o1',
    lines: [line('bread', 2, 140), line('milk', 1, 110)],
    total: money(390),
    placedAt: '2026-01-01T12:00:00.000Z',
    position: { topic: 'orders', partition: 2, offset: '0' },
  });
});

it('shows the first of two orders that have the same id, in one batch or another', async () => {
  const again = (id: string) => {
    const { content } = order('o7', '2026-01-25T12:00:00.000Z', line('tea', 9, 100));
    const { event } = content as { event: CloudEvent };
    return { key: 'o7', content: { kind: 'event' as const, event: { ...event, id } } };
  };
  const first = order('o7', '2026-01-24T12:00:00.000Z', line('tea', 1, 100));
  await feed(sales, [first, again('again')], { topic: 'orders', partition: 2 });
  await feed(sales, [again('and-again')], { topic: 'orders', partition: 2 });
  expect(await placedOrder(sales, 'o7')).toMatchObject({ placedAt: '2026-01-24T12:00:00.000Z', total: money(100) });
});

it('counts nothing as put back that was taken out after the checkout, and does not show it', async () => {
  const item = { sku: 'salt', name: 'SALT', quantity: 1, unitPrice: money(50) };
  const lines = [line('salt', 1, 50)];
  const checkout = { orderId: 'o8', basis: 1, lines, total: money(50) };
  const records = [
    event('BasketOpened', 'b2', '2026-01-26T10:00:00Z', { owner: 'a' }, 'b2-0'),
    event('ItemAdd', 'b2', '2026-01-26T10:00:00Z', item, 'b2-1'),
    event('BasketCheckedOut', 'b2', '2026-01-26T10:00:00Z', checkout, 'b2-2'),
    event('ItemRemove', 'b2', '2026-01-26T10:00:00Z', { sku: 'salt', quantity: 1 }, 'b2-3'),
  ];
  await feed(sales, records, { topic: 'basket_events' });
  expect(await salesOf(sales, 'salt')).toBeUndefined();
});

it('counts what was put back for the product that was taken out, and nothing for one that was added again', async () => {
  const at = '2026-01-27T10:00:00Z';
  const add = (sku: string) => ({ sku, name: sku.toUpperCase(), quantity: 2, unitPrice: money(50) });
  const records = [
    event('BasketOpened', 'b3', at, { owner: 'a' }, 'b3-0'),
    event('ItemAdd', 'b3', at, add('oats'), 'b3-1'),
    event('ItemAdd', 'b3', at, add('rice'), 'b3-2'),
    event('ItemAdd', 'b3', at, add('oats'), 'b3-3'),
  ];
  await feed(sales, records, { topic: 'basket_events' });
  // In a batch of its own: what the basket holds is known from those before.
  const removal = event('ItemRemove', 'b3', at, { sku: 'rice', quantity: 1 }, 'b3-4');
  await feed(sales, [removal], { topic: 'basket_events' });
  expect(await salesOf(sales, 'rice')).toMatchObject({ name: 'RICE', unitsPutBack: 1 });
  expect(await salesOf(sales, 'oats')).toBeUndefined();
});
