import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { CheckedOut, HeldShopping, Order } from '@shop/api';
import { recordsIn } from '@shop/http/testing';
import { Log } from '@shop/log-nest';
import { BasketApiHarness } from '../testing/basket-api.harness.js';
import { ContactForgetter } from './contact-forgetter.js';

jest.setTimeout(60_000);

let shop: BasketApiHarness;
beforeAll(async () => {
  shop = await BasketApiHarness.start();
  await shop.appendProducts({ bread: 140 });
});
afterAll(() => shop.close());

const FORGETTER = 'basket-api.forgetter';
const contact = {
  name: 'Gordon Goes',
  email: 'gordon@example.com',
  address: { line1: '1 High Street', city: 'Leeds', postcode: 'LS1', country: 'UK' },
};
/** Who has a session as this user. */
const signedIn = (userId: string) => shop.session.cookie({ userId });
/** Orders a loaf. @returns the id of the order */
async function order(cookie?: string): Promise<{ orderId: string; cookie: string }> {
  const opened = await shop.ask<{ basketId: string }>('POST /api/baskets', { cookie });
  const caller = cookie ?? opened.cookie!;
  const path = `/api/baskets/${opened.body.basketId}`;
  const loaf = { cookie: caller, body: { sku: 'bread', quantity: 1 } };
  await shop.until(`POST ${path}/items`, loaf, ({ status }) => status === 201);
  const { body } = await shop.ask<CheckedOut>(`POST ${path}/checkout`, { cookie: caller, body: contact });
  await shop.until<Order>(
    `GET /api/orders/${body.orderId}`,
    { cookie: caller },
    ({ status, body: found }) => status === 200 && found.contact !== null,
  );
  return { orderId: body.orderId, cookie: caller };
}
const forgotten = (orderId: string, cookie: string) =>
  shop.until<Order>(`GET /api/orders/${orderId}`, { cookie }, ({ body }) => body.contact === null);
const deleteUser = (userId: string) => shop.appender.append([{ topic: 'users', key: userId, value: null }]);

/** Waits until the forgetter has taken everything that `users` holds. */
async function forgetterPassed(): Promise<void> {
  const { admin } = shop.app.get(Log);
  const partitions = await admin.partitionsOf(['users']);
  const isPassed = async () => {
    const [ends, taken] = [await admin.endOffsets(partitions), await admin.groupOffsets(FORGETTER, partitions)];
    return [...ends].every(([place, end]) => end === 0 || taken.get(place) === end);
  };
  while (!(await isPassed()));
}

it('forgets the contacts of a deleted user, keeps the orders with their totals, and nobody else’s contact', async () => {
  const [goes, stays] = [await signedIn('user-goes'), await signedIn('user-stays')];
  const [first, second, other] = [await order(goes), await order(goes), await order(stays)];
  await deleteUser('user-goes');
  for (const { orderId } of [first, second])
    expect((await forgotten(orderId, goes)).body).toMatchObject({ orderId, total: { amount: 140, currency: 'GBP' } });
  expect((await shop.ask<Order>(`GET /api/orders/${other.orderId}`, { cookie: stays })).body.contact).toEqual(contact);
  const records = await recordsIn(shop.kafka, 'order_contacts');
  expect(
    records
      .filter(({ content }) => content.kind === 'tombstone')
      .map(({ key }) => key)
      .sort(),
  ).toEqual([first.orderId, second.orderId].sort());
});

it('forgets, with its next sweep, a contact of a checkout that was under way while its user was deleted', async () => {
  const cookie = await signedIn('user-late');
  await deleteUser('user-late');
  await forgetterPassed();
  const late = await order(cookie);
  expect(await shop.app.get(ContactForgetter).sweep()).toBe(1);
  await forgotten(late.orderId, cookie);
  expect(await shop.app.get(ContactForgetter).sweep()).toBe(0);
});

it('writes into a contact who checked out: a user, or a guest', async () => {
  const [user, guest] = [await order(await signedIn('user-owner')), await order()];
  const records = await recordsIn(shop.kafka, 'order_contacts');
  const ownerOf = (orderId: string) => {
    const found = records.find(({ key }) => key === orderId)?.content;
    return found?.kind === 'row' ? (found.row as { owner: string }).owner : undefined;
  };
  expect(ownerOf(user.orderId)).toBe('user-owner');
  expect(ownerOf(guest.orderId)).toMatch(/^[0-9a-f]{64}$/);
});

it('tells a person and operations what is held, and nobody else that there is anything', async () => {
  const user = await signedIn('user-asks');
  const { orderId } = await order(user);
  const ask = (cookie: string) => shop.ask<HeldShopping>('GET /api/users/user-asks/export/shopping', { cookie });
  const { body } = await ask(user);
  expect(body.orders).toMatchObject([{ orderId, contact, total: { amount: 140 } }]);
  expect(body.baskets).toMatchObject([{ basketId: body.orders[0].basketId, status: 'checkedOut' }]);
  expect(body.baskets[0].events.map(({ type }) => type)).toEqual(['BasketOpened', 'ItemAdd', 'BasketCheckedOut']);
  expect(body.contacts).toEqual([]);
  const ops = await shop.session.cookie({ userId: 'user-ops', roles: ['ops'] });
  expect((await ask(ops)).body).toEqual(body);
  expect(await ask(await signedIn('user-other'))).toMatchObject({ status: 404, body: { code: 'user.notFound' } });
});
