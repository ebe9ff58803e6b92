import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
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
import type { CloudEvent, OrderContact, OrderPlaced } from '@shop/topics';
import { ordersProjection } from './orders.projection.js';
import { Orders } from './orders.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let orders: Orders;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});
beforeEach(async () => {
  await database.query('DROP SCHEMA IF EXISTS orders_1 CASCADE; DROP SCHEMA IF EXISTS orders_2 CASCADE');
  orders = new Orders(new ReadModel(database, ordersProjection));
});

const price = { amount: 140, currency: 'GBP' };
const lines = [{ sku: 'bread', name: 'Bread', quantity: 1, unitPrice: price, lineTotal: price }];
const contact = {
  name: 'A. Guest',
  email: 'a@example.test',
  address: { line1: '1 Road', city: 'Town', postcode: 'T1', country: 'UK' },
};

function placed(orderId: string, placedAt: string, owner = 'user-1'): FedRecord {
  const data: OrderPlaced = { orderId, basketId: `basket-of-${orderId}`, owner, lines, total: price, placedAt };
  const context = { id: `placed-${orderId}`, source: '/test', time: placedAt, correlationid: 'c', actor: owner };
  return { key: orderId, content: { kind: 'event', event: cloudEvent('OrderPlaced', orderId, data, context) } };
}
const contactOf = (orderId: string): FedRecord => {
  const row: OrderContact = { orderId, ...contact };
  return { key: orderId, content: { kind: 'row', row } };
};
const ownContact = (orderId: string, owner: string, timestamp?: number): FedRecord => {
  const row: OrderContact = { orderId, owner, ...contact };
  return { key: orderId, content: { kind: 'row', row }, ...(timestamp !== undefined && { timestamp }) };
};
const feedOrders = (...records: FedRecord[]) => feed(orders.readModel, records, { topic: 'orders' });
const feedContacts = (...records: FedRecord[]) => feed(orders.readModel, records, { topic: 'order_contacts' });

it('joins an order with its contact, whichever arrives first', async () => {
  await feedContacts(contactOf('o1'));
  expect(await orders.find('o1', ['user-1'])).toBeUndefined();
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'), placed('o2', '2026-01-01T12:00:00.000Z'));
  await feedContacts(contactOf('o2'));
  for (const id of ['o1', 'o2'])
    expect(await orders.find(id, ['user-1'])).toEqual({
      orderId: id,
      basketId: `basket-of-${id}`,
      lines,
      total: price,
      placedAt: '2026-01-01T12:00:00.000Z',
      status: 'placed',
      contact,
    });
});

it('keeps an order whose contact was forgotten', async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'));
  await feedContacts(contactOf('o1'), { key: 'o1', content: { kind: 'tombstone' } });
  expect(await orders.find('o1', ['user-1'])).toMatchObject({ orderId: 'o1', contact: null });
});

it('forgets a contact that has been known for long', async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'), placed('o2', '2026-01-01T12:00:00.000Z'));
  await feedContacts(contactOf('o1'), contactOf('o2'));
  await feedContacts({ key: 'o1', content: { kind: 'tombstone' } });
  expect((await orders.find('o1', ['user-1']))?.contact).toBeNull();
  expect((await orders.find('o2', ['user-1']))?.contact).toEqual(contact);
});

it('tells a checkout that waits for it that an order was placed', async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'));
  expect(await orders.readModel.waitForEvent('placed-o1', 1000)).toBe(true);
});

it('knows a contact again that comes after it was forgotten, and the last of several', async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'));
  const moved: FedRecord = {
    key: 'o1',
    content: { kind: 'row', row: { orderId: 'o1', ...contact, name: 'B. Guest' } },
  };
  await feedContacts(contactOf('o1'), { key: 'o1', content: { kind: 'tombstone' } }, contactOf('o1'), moved);
  expect((await orders.find('o1', ['user-1']))?.contact?.name).toBe('B. Guest');
});

it('keeps the first of two that have the same id, in one batch or another, and is not held up by a tombstone', async () => {
  const again = (orderId: string): FedRecord => {
    const { content } = placed(orderId, '2026-01-02T12:00:00.000Z');
    const event = { ...(content as { event: CloudEvent }).event, id: `placed-${orderId}-again` };
    return { key: orderId, content: { kind: 'event', event } };
  };
  await feedOrders(
    placed('o1', '2026-01-01T12:00:00.000Z'),
    { key: 'o9', content: { kind: 'tombstone' } },
    again('o1'),
  );
  await feedOrders(again('o1'));
  expect((await orders.list(['user-1'], {})).items.map(({ placedAt }) => placedAt)).toEqual([
    '2026-01-01T12:00:00.000Z',
  ]);
});

it("shows nobody somebody else's order", async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'));
  expect(await orders.find('o1', ['user-2'])).toBeUndefined();
  expect(await orders.find('o1', [])).toBeUndefined();
  expect((await orders.list([], {})).items).toEqual([]);
});

it('lists newest first, in pages, across owners that are the same person', async () => {
  await feedOrders(
    placed('o1', '2026-01-01T12:00:00.000Z'),
    placed('o2', '2026-01-03T12:00:00.000Z', 'guest-hash'),
    placed('o3', '2026-01-02T12:00:00.000Z'),
    placed('o4', '2026-01-02T12:00:00.000Z'),
    placed('o5', '2026-01-04T12:00:00.000Z', 'somebody-else'),
  );
  const owners = ['user-1', 'guest-hash'];
  const first = await orders.list(owners, { limit: 2 });
  const second = await orders.list(owners, { limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ orderId }) => orderId)).toEqual(['o2', 'o4', 'o3', 'o1']);
  expect(second.nextCursor).toBeNull();
});

it('pages through orders of the same millisecond, and answers crafted cursors or refuses them', async () => {
  const times = ['.0001Z', '.000199Z', '.0002Z', 'Z'].map((rest) => `2026-01-01T12:00:00${rest}`);
  await feedOrders(...times.map((time, n) => placed(`o${n}`, time)));
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await orders.list(['user-1'], { limit: 1, cursor });
    seen.push(...page.items.map(({ orderId }) => orderId));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(['o2', 'o1', 'o0', 'o3']);
  const { nextCursor } = await orders.list(['user-1'], { limit: 1 });
  for (const cursor of craftedCursors(nextCursor!))
    await orders.list(['user-1'], { cursor }).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidCursor));
});

it('knows whose a contact is: by itself, or by the order of before', async () => {
  await feedOrders(placed('o1', '2026-01-01T12:00:00.000Z'), placed('o2', '2026-01-01T12:00:00.000Z', 'user-2'));
  await feedContacts(contactOf('o1'), contactOf('o2'), ownContact('o3', 'user-1'), ownContact('o4', 'user-2'));
  expect((await orders.contactsOf(['user-1', 'user-3'])).sort()).toEqual(['o1', 'o3']);
});

it('knows which contacts have served: of guests, and of checkouts that came to nothing', async () => {
  const guest = 'a'.repeat(64);
  const [old, young] = [Date.parse('2026-01-01T12:00:00Z'), Date.parse('2026-01-31T12:00:00Z')];
  await feedOrders(
    ...['o1', 'o2'].map((id) => placed(id, '2026-01-01T12:00:00.000Z', guest)),
    placed('o3', '2026-01-01T12:00:00.000Z', 'user-1'),
  );
  await feedContacts(
    ownContact('o1', guest, old),
    ownContact('o2', guest, young),
    ownContact('o3', 'user-1', old),
    ownContact('unplaced', 'user-1', old),
    ownContact('just-now', 'user-1', young),
  );
  const due = await orders.contactsDue(new Date('2026-01-30T12:00:00Z'), new Date('2026-01-31T11:00:00Z'));
  expect(due.sort()).toEqual(['o1', 'unplaced']);
});
