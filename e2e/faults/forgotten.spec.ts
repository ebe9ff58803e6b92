import { join } from 'node:path';
import { expect, request, test } from '@playwright/test';
import type { CheckedOut, Order, PersonExport, Sales, Session } from '@shop/api';
import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import { temporaryShop } from '../../tools/testing/temporary-shop.ts';
import { until } from '../../tools/testing/until.ts';
import { Caller } from '../src/support/caller.ts';
import { hasArrived } from '../src/support/people.ts';
import { Shop } from '../src/support/shop.ts';
import { superuserOf } from './support/arena.ts';
import { tell } from './support/figures.ts';
import { tracesInFolder, tracesInSegments, tracesInTables } from './support/traces.ts';

/** A day of retention, in milliseconds: 30 of them are 18 s. */
const DAY_MS = 600;

const NAME = 'Zebulon Quagmire';
const EMAIL = 'zebulon.quagmire@forget.example';
const ADDRESS = '77 Nowhereland Crescent';
const NOTE = 'Rang Zebulon Quagmire about the tin';
const GUEST_NAME = 'Philippa Nonesuch';
const GUEST_EMAIL = 'philippa.nonesuch@forget.example';
const GUEST_ADDRESS = '12 Vanishing Lane';
const TEXTS = [NAME, EMAIL, ADDRESS, GUEST_NAME, GUEST_EMAIL, GUEST_ADDRESS];
/** Where each must have been before, or nothing would be proven by its absence. */
const PLANTED = [
  `users: ${NAME}`,
  `users: ${EMAIL}`,
  `order_contacts: ${ADDRESS}`,
  `order_contacts: ${GUEST_ADDRESS}`,
  `enriched_reviews: ${NAME}`,
  `unhappy_vips: ${EMAIL}`,
  `alert_notes: ${NAME}`,
  `dead_letters: ${NAME}`,
];
const PASSWORD = 'a long goodbye';
const REBUILT = [
  'basket-api.orders',
  'review-api.authors',
  'notifier.customers',
  'notifier.notes',
  'ops-api.customers',
];

test('a person is forgotten: no topic, table or log file holds their name, and the money is what it was', async () => {
  const temporary = await temporaryShop(undefined, { SHOP_DAY_MS: String(DAY_MS), SHOP_SEED: 'false' });
  const shop = new Shop(temporary.dataFolder);
  const [ops, person, guest, other] = await Promise.all([0, 1, 2, 3].map(() => callerOf(shop)));
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  try {
    await opsAccount(shop, ops);
    await shop.sql(
      'backoffice',
      `INSERT INTO products (sku, name, department, "priceAmount", "priceCurrency") VALUES ('beans', 'Beans', 'Tins', 95, 'GBP')`,
    );
    const { user } = await person.ask<Session>('register', { body: { name: NAME, email: EMAIL, password: PASSWORD } });
    const { userId } = user;
    await ops.changeLoyalty(userId, 'Platinum');
    await hasArrived(ops, userId, 'Platinum');

    // What a person leaves in a shop.
    const order = await orderOf(person, { name: NAME, email: EMAIL, line1: ADDRESS });
    const guestOrder = await orderOf(guest, { name: GUEST_NAME, email: GUEST_EMAIL, line1: GUEST_ADDRESS });
    await person.postReview('beans', 1, 'The tin was empty.');
    const [alert] = await until('the alert', async () => {
      const found = await ops.alertsAbout('The tin was empty.');
      return found.length > 0 && found;
    });
    await ops.ask('noteAlert', { params: { id: alert?.alertId ?? '' }, body: { text: NOTE } });
    await appender.append([{ topic: 'users', key: userId, value: `{"name": "${NAME}", "email": "${EMAIL}", no JSON` }]);
    await until('its dead letters', async () => (await ops.deadLetters()).length > 0);

    const held = await until('all that is held', async () => {
      const found = await person.ask<PersonExport>('exportUser', { params: { userId } });
      return found.complete && found.shopping?.orders.length === 1 && found;
    });
    expect(JSON.stringify(held)).toMatch(new RegExp(`${ADDRESS}[^]*The tin was empty[^]*${NOTE}`));
    expect((await other.send('exportUser', { params: { userId } })).status()).toBe(401);
    const logFolder = join(shop.dataFolder, 'kafka', 'log');
    expect(await tracesInSegments(logFolder, TEXTS)).toEqual(expect.arrayContaining(PLANTED));
    expect((await tracesInTables(superuserOf(shop), TEXTS)).length).toBeGreaterThan(5);
    const sold = await ops.ask<Sales>('getSales', { params: { sku: 'beans' } });
    const { average, count } = await other.reviews('beans');

    const began = performance.now();
    await person.ask('deleteUser', { params: { userId }, body: { password: PASSWORD } });
    await until(
      'the session to end everywhere',
      async () =>
        (await person.send('listOrders')).status() !== 500 &&
        (await person.send('exportUser', { params: { userId } })).status() === 401,
    );

    const tables = async () => (await tracesInTables(superuserOf(shop), TEXTS)).length === 0;
    await until('every read model to be without them', tables, 60_000);
    const read = performance.now() - began;
    let left: string[] = [];
    await until(
      'every topic and file to be without them',
      async () => {
        left = tracesInFolder(shop.dataFolder, TEXTS);
        if (left.length === 0) left = await tracesInSegments(logFolder, TEXTS);
        return left.length === 0;
      },
      90_000,
    ).catch((error: unknown) => {
      throw new Error(`Still there: ${left.join('; ')}`, { cause: error });
    });
    const gone = performance.now() - began;

    // A rebuild from the whole log brings nothing back.
    await Promise.all(REBUILT.map((name) => rebuilt(ops, name)));
    expect(await tracesInTables(superuserOf(shop), TEXTS)).toEqual([]);
    expect(await ops.ask<Sales>('getSales', { params: { sku: 'beans' } })).toEqual(sold);
    expect(await other.reviews('beans')).toMatchObject({ average, count, items: [] });
    expect(await guest.ask<Order>('getOrder', { params: { orderId: guestOrder.orderId } })).toMatchObject({
      total: guestOrder.total,
      contact: null,
    });
    expect((await ops.alert(alert?.alertId ?? '')).customer.name).toBe('Deleted customer');
    expect(order.total).toEqual({ amount: 95, currency: 'GBP' });
    tell(
      `13 a person and a guest, with ${PLANTED.length} kinds of traces, forgotten: in no table after ${Math.round(read)} ms, in no ` +
        `segment, log or other file after ${Math.round(gone)} ms, with a day of ${DAY_MS} ms; ${REBUILT.length} read models built anew without them`,
    );
  } finally {
    await Promise.all([ops, person, guest, other].map(({ request: context }) => context.dispose()));
    await appender.close();
    await kafka.close();
    await temporary.stop();
  }
});

async function callerOf(shop: Shop): Promise<Caller> {
  return new Caller(await request.newContext({ baseURL: shop.url }));
}

/** Somebody of operations, in a shop without demo accounts. */
async function opsAccount(shop: Shop, caller: Caller): Promise<void> {
  const account = { email: 'olga.ops@shop.example', password: 'looking after all' };
  const { user } = await caller.ask<Session>('register', { body: { name: 'Olga Ops', ...account } });
  await shop.sql('backoffice', `UPDATE users SET roles = '{ops}' WHERE "userId" = '${user.userId}'`);
  await caller.signIn(account);
}

/** Orders a tin. */
async function orderOf(
  caller: Caller,
  { line1, ...person }: { name: string; email: string; line1: string },
): Promise<CheckedOut> {
  const basket = await until('a basket with a tin', async () => {
    const id = await caller.openBasket();
    const added = await caller.send('addItem', { params: { id }, body: { sku: 'beans', quantity: 1 } });
    return added.status() === 201 && id;
  });
  const address = { line1, city: 'Bath', postcode: 'BA1 1AA', country: 'United Kingdom' };
  return caller.ask('checkOut', { params: { id: basket }, body: { ...person, address } });
}

async function rebuilt(ops: Caller, name: string): Promise<void> {
  const before = (await ops.projection(name)).last?.at;
  await ops.ask('rebuildProjection', { params: { name } });
  await until(`${name} to be built anew`, async () => {
    const { last, building } = await ops.projection(name);
    if (building || !last || last.at === before) return false;
    if (last.result !== 'rebuilt') throw new Error(`${name}: ${last.result} ${JSON.stringify(last.failure)}`);
    return true;
  });
}
