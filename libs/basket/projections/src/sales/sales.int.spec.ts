import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Sales } from '@shop/api';
import { cloudEvent } from '@shop/log-core';
import {
  craftedCursors,
  feed,
  InvalidCursor,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { OrderPlaced } from '@shop/topics';
import { salesProjection } from './sales.projection.js';
import { listSales, placedOrder, salesFigures, salesOf } from './sales.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let sales: ReadModel;

/** What happened, as the log tells it: units of a product sold or put back at a time. */
interface Happened {
  readonly at: string;
  readonly sku: string;
  readonly name: string;
  readonly sold: number;
  readonly putBack: number;
}
const skus = ['beans', 'bread', 'milk'];
/** Ninety movements over ten days, some at the same time, some exactly at midnight. */
const happened: Happened[] = Array.from({ length: 90 }, (_, n) => {
  const units = 1 + (n % 4);
  return {
    at: new Date(Date.UTC(2026, 0, 1 + (n % 10), n % 5 === 0 ? 0 : n % 24, n % 5 === 0 ? 0 : n % 3)).toISOString(),
    sku: skus[n % 3],
    name: `${skus[n % 3]} ${n % 7}`,
    sold: n % 2 ? units : 0,
    putBack: n % 2 ? 0 : units,
  };
});
const gbp = (amount: number) => ({ amount, currency: 'GBP' });
const event = (type: string, key: string, time: string, data: object, id: string): FedRecord => {
  const context = { id, source: '/test', time, correlationid: 'c', actor: 'a' };
  return { key, content: { kind: 'event', event: cloudEvent(type, key, data, context) } };
};

function orderOf({ at, sku, name, sold }: Happened, n: number): FedRecord {
  const lines = [{ sku, name, quantity: sold, unitPrice: gbp(100), lineTotal: gbp(100 * sold) }];
  const [orderId, basketId] = [`order-${n}`, `basket-${n}`];
  const data: OrderPlaced = { orderId, basketId, owner: 'a', lines, total: gbp(100 * sold), placedAt: at };
  // The event is written later than what it tells happened.
  return event('OrderPlaced', orderId, '2026-02-01T00:00:00.000Z', data, `placed-${n}`);
}
function basketOf({ at, sku, name, putBack }: Happened, n: number): FedRecord[] {
  const key = `basket-${n}`;
  const add = { sku, name, quantity: putBack, unitPrice: gbp(100) };
  return [
    event('BasketOpened', key, at, { owner: 'a' }, `${key}-0`),
    event('ItemAdd', key, at, add, `${key}-1`),
    event('ItemRemove', key, at, { sku, quantity: 99 }, `${key}-2`),
    event('ItemRemove', key, at, { sku, quantity: 1 }, `${key}-3`),
  ];
}

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  sales = new ReadModel(database, salesProjection);
  const numbered = happened.map((each, n) => [each, n] as const);
  await feed(
    sales,
    numbered.filter(([{ sold }]) => sold).map(([each, n]) => orderOf(each, n)),
    { topic: 'orders' },
  );
  await feed(
    sales,
    numbered.filter(([{ putBack }]) => putBack).flatMap(([each, n]) => basketOf(each, n)),
    { topic: 'basket_events' },
  );
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

/** The same by hand: what happened until then, added up. */
function naive(at: string): Sales[] {
  const until = happened.filter((each) => each.at <= at);
  const found = skus.flatMap((sku): Sales[] => {
    const own = until.filter((each) => each.sku === sku);
    if (own.length === 0) return [];
    const total = (field: 'sold' | 'putBack') => own.reduce((sum, each) => sum + each[field], 0);
    const last = own
      .map((each) => `${each.at} ${each.name}`)
      .sort()
      .at(-1)!;
    const sold = total('sold');
    const revenue = own.some((each) => each.sold) ? [gbp(100 * sold)] : [];
    return [{ sku, name: last.slice(last.indexOf(' ') + 1), unitsSold: sold, unitsPutBack: total('putBack'), revenue }];
  });
  return found.sort((a, b) => b.unitsSold - a.unitsSold || (a.sku < b.sku ? -1 : 1));
}
const withoutNow = ({ now: _now, ...then }: Sales) => then;

it('tells what was sold and put back until any time, by the name of then', async () => {
  for (const at of new Set(happened.map((each) => each.at))) {
    const justBefore = new Date(Date.parse(at) - 1).toISOString();
    for (const moment of [at, justBefore]) {
      const { items } = await listSales(sales, { at: moment, limit: 100 });
      expect([moment, items.map(withoutNow)]).toEqual([moment, naive(moment)]);
    }
  }
});

it('says beside the past what it is now, and now nothing of that kind', async () => {
  const now = naive('9999');
  const { items } = await listSales(sales, { limit: 100 });
  expect(items).toEqual(now);
  const at = '2026-01-04T12:00:00.000Z';
  const { name: _name, sku, ...sums } = now.find((each) => each.sku === 'beans')!;
  const { name, ...then } = naive(at).find((each) => each.sku === 'beans')!;
  expect(await salesOf(sales, sku, at)).toEqual({ ...then, name, now: sums });
  expect(await salesOf(sales, sku, '2025-12-31T23:59:59.999Z')).toBeUndefined();
});

it('pages through the past without repeating or leaving out', async () => {
  const at = '2026-01-05T00:00:00.000Z';
  const pages: string[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listSales(sales, { at, limit: 1, cursor });
    pages.push(page.items.map(({ sku }) => sku));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  // The last one says that none follows.
  expect(pages).toEqual(naive(at).map(({ sku }) => [sku]));
});

it('answers crafted cursors, or refuses them, and nothing else', async () => {
  const { nextCursor } = await listSales(sales, { limit: 1 });
  for (const cursor of craftedCursors(nextCursor!))
    await listSales(sales, { limit: 2, cursor }).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidCursor));
});

it('adds up to the same figures', async () => {
  const figures = await salesFigures(sales, '2026-01-10');
  const total = (field: 'sold' | 'putBack') => happened.reduce((sum, each) => sum + each[field], 0);
  expect(figures).toMatchObject({ orders: 45, unitsSold: total('sold'), unitsPutBack: total('putBack') });
});

it('knows each order by its event', async () => {
  expect(await placedOrder(sales, 'order-1')).toMatchObject({
    orderId: 'order-1',
    basketId: 'basket-1',
    total: gbp(200),
    placedAt: happened[1].at,
    position: { topic: 'orders', partition: 0, offset: '0' },
  });
  expect(await placedOrder(sales, 'order-0')).toBeUndefined();
});
