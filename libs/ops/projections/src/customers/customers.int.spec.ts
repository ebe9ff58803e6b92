import { afterAll, beforeAll, expect, it } from '@jest/globals';
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
import { customersProjection } from './customers.projection.js';
import { customersArrived, findCustomers } from './customers.read-model.js';

const T0 = Date.UTC(2026, 0, 1, 12);
let temporary: TemporaryDatabase;
let database: Database;
let customers: ReadModel;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
  customers = new ReadModel(database, customersProjection);
  const records = [
    row('u1', 'Ann Example', 'Gold'),
    row('u2', 'Bob Example', 'Bronze'),
    row('u3', 'Ann Example', 'Silver'),
    row('u4', 'Gone', 'Gold'),
    row('u2', 'Bob Example', 'Platinum'),
  ];
  await feed(customers, records, { topic: 'users', partition: 1, times: 1 });
  await feed(customers, [{ key: 'u4', content: { kind: 'tombstone' } }], { topic: 'users', partition: 1, times: 1 });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

function row(userId: string, name: string, loyaltyStatus: string): FedRecord {
  const row = { name, email: `${userId}@shop.example`, loyaltyStatus, updatedAt: '2026-01-01T11:00:00.000Z' };
  return { key: userId, content: { kind: 'row', row }, timestamp: T0 };
}
const found = async (q?: string) =>
  (await findCustomers(customers, { q, limit: 10 })).items.map(({ userId }) => userId);

it('shows a customer by the last row, with the place and the time of that row', async () => {
  const { items } = await findCustomers(customers, { q: 'u2', limit: 10 });
  expect(items).toStrictEqual([
    {
      userId: 'u2',
      name: 'Bob Example',
      email: 'u2@shop.example',
      loyaltyStatus: 'Platinum',
      updatedAt: '2026-01-01T11:00:00.000Z',
      position: { topic: 'users', partition: 1, offset: '4' },
      arrivedAt: '2026-01-01T12:00:00.000Z',
    },
  ]);
});

it.each([
  ['everyone by name, without those who are gone', undefined, ['u1', 'u3', 'u2']],
  ['everyone for no words', '', ['u1', 'u3', 'u2']],
  ['a part of the name', 'nn EX', ['u1', 'u3']],
  ['a part of the email', 'U3@', ['u3']],
  ['an id', 'u1', ['u1']],
  ['no pattern', '%', []],
])('finds %s', async (_, q, expected) => expect(await found(q)).toEqual(expected));

it('comes in pages that leave nothing out and repeat nothing', async () => {
  const first = await findCustomers(customers, { limit: 1 });
  const second = await findCustomers(customers, { limit: 1, cursor: first.nextCursor! });
  const third = await findCustomers(customers, { limit: 1, cursor: second.nextCursor! });
  expect([first, second, third].map(({ items }) => items.map(({ userId }) => userId))).toEqual([
    ['u1'],
    ['u3'],
    ['u2'],
  ]);
  expect(third.nextCursor).toBeNull();
});

it('answers crafted cursors, or refuses them, and nothing else', async () => {
  const { nextCursor } = await findCustomers(customers, { limit: 1 });
  for (const cursor of craftedCursors(nextCursor!))
    await findCustomers(customers, { limit: 2, cursor }).catch((error: unknown) =>
      expect(error).toBeInstanceOf(InvalidCursor),
    );
});

it('tells whose rows stand in a range of a partition, in the order of the log', async () => {
  const arrived = async (partition: number, from: number, next: number) =>
    (await customersArrived(customers, { partition, from, next })).map(({ userId }) => userId);
  expect(await arrived(1, 0, 5)).toEqual(['u1', 'u3', 'u2']);
  expect(await arrived(1, 2, 4)).toEqual(['u3']);
  expect(await arrived(0, 0, 5)).toEqual([]);
});
