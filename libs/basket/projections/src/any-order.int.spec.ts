import { expect, it } from '@jest/globals';
import type { BasketEvent } from '@shop/basket-domain';
import { cloudEvent } from '@shop/log-core';
import { dumpsOfAnyOrder, type FedLog, type FedRecord, type Projection } from '@shop/log-postgres';
import type { OrderContact, OrderPlaced, ProductRow } from '@shop/topics';
import { basketsProjection } from './baskets/baskets.projection.js';
import { ordersProjection } from './orders/orders.projection.js';
import { productsProjection } from './products/products.projection.js';
import { salesProjection } from './sales/sales.projection.js';

const skus = ['bread', 'beans', 'spaghetti', 'milk'];
const priced = (amount: number) => ({ amount, currency: 'GBP' });
/** The same moment, as different producers may write it. */
const writings = ['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000+01:00'];
const timeOf = (n: number) =>
  n % 3 === 0 ? writings[n % writings.length] : new Date(Date.UTC(2026, 0, 1 + (n % 4), 12, n % 60)).toISOString();

/** Twenty baskets that take, put back and check out; names of products change as they go. */
function baskets(): FedRecord[] {
  const records: FedRecord[] = [];
  for (let basket = 0; basket < 20; basket++) {
    const key = `basket-${basket}`;
    const [first, second] = [skus[basket % skus.length], skus[(basket + 1) % skus.length]];
    const item = { quantity: 2, unitPrice: priced(100) };
    const events: BasketEvent[] = [
      { type: 'BasketOpened', data: { owner: `user-${basket % 3}` } },
      { type: 'ItemAdd', data: { sku: first, name: `${first} ${basket % 5}`, ...item } },
      { type: 'ItemAdd', data: { sku: second, name: `${second} ${basket % 7}`, ...item } },
      { type: 'ItemRemove', data: { sku: first, quantity: 1 + (basket % 2) } },
      { type: 'ItemRemove', data: { sku: 'never-there', quantity: 1 } },
    ];
    for (const [index, { type, data }] of events.entries()) {
      const context = { id: `${key}-${index}`, source: '/test', correlationid: 'c', actor: 'a' };
      const time = timeOf(basket + index);
      records.push({ key, content: { kind: 'event', event: cloudEvent(type, key, data, { ...context, time }) } });
    }
  }
  return records;
}

function orders(): FedRecord[] {
  const usual = Array.from({ length: 20 }, (_, n) => {
    const sku = skus[n % skus.length];
    return orderOf(n, { sku, name: `${sku} ${n % 6}`, placedAt: timeOf(n) });
  });
  // The last names: half a second apart as texts that sort the other way, and at once as names that languages sort differently.
  const last = [
    { sku: 'bread', name: 'Earlier', placedAt: '2027-01-01T12:00:00Z' },
    { sku: 'bread', name: 'Later', placedAt: '2027-01-01T12:00:00.500Z' },
    { sku: 'beans', name: 'Zucchini', placedAt: '2027-01-01T12:00:00Z' },
    { sku: 'beans', name: 'apple', placedAt: '2027-01-01T13:00:00+01:00' },
  ];
  // Numbers that share a partition.
  return [...usual, ...last.map((each, index) => orderOf(100 + 30 * index, each))];
}

function orderOf(n: number, { sku, name, placedAt }: { sku: string; name: string; placedAt: string }): FedRecord {
  const key = `order-${n}`;
  const line = { sku, name, quantity: 1 + (n % 3), unitPrice: priced(100) };
  const lines = [{ ...line, lineTotal: priced(100 * line.quantity) }];
  const data: OrderPlaced = {
    orderId: key,
    basketId: `basket-${n}`,
    owner: 'user-1',
    lines,
    total: lines[0].lineTotal,
    placedAt,
  };
  const context = { id: `placed-${n}`, source: '/test', time: placedAt, correlationid: 'c', actor: 'a' };
  return { key, content: { kind: 'event', event: cloudEvent('OrderPlaced', key, data, context) } };
}

function contacts(): FedRecord[] {
  const address = { line1: '1 Road', city: 'Town', postcode: 'T1', country: 'UK' };
  return Array.from({ length: 40 }, (_, n): FedRecord => {
    const orderId = `order-${n % 20}`;
    if (n % 7 === 0) return { key: orderId, content: { kind: 'tombstone' } };
    const row: OrderContact = { orderId, name: `Name ${n}`, email: 'a@example.test', address };
    return { key: orderId, content: { kind: 'row', row } };
  });
}

function products(): FedRecord[] {
  return Array.from({ length: 40 }, (_, n): FedRecord => {
    const sku = skus[n % skus.length];
    if (n % 11 === 10) return { key: sku, content: { kind: 'tombstone' } };
    const row: ProductRow = {
      sku,
      name: `${sku} ${n}`,
      department: 'Food',
      description: '',
      priceAmount: n,
      priceCurrency: 'GBP',
      picture: null,
      updatedAt: timeOf(n),
    };
    return { key: sku, content: { kind: 'row', row } };
  });
}

it.each<{ projection: Projection; log: FedLog }>([
  { projection: basketsProjection, log: { basket_events: baskets() } },
  { projection: salesProjection, log: { basket_events: baskets(), orders: orders() } },
  { projection: ordersProjection, log: { orders: orders(), order_contacts: contacts() } },
  { projection: productsProjection, log: { products: products() } },
])(
  '$projection.name: the same log gives the same rows, whatever the batches and the order of partitions',
  async ({ projection, log }) => {
    const [first, ...others] = await dumpsOfAnyOrder(projection, log);
    expect(Object.values(first).flat()).not.toHaveLength(0);
    for (const dump of others) expect(dump).toEqual(first);
  },
);
