import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Basket, BasketChanged, CheckedOut, HistoryEntry, Order, Page, Problem } from '@shop/api';
import { foldBasket, type BasketEvent } from '@shop/basket-domain';
import { Log } from '@shop/log-nest';
import { BasketApiHarness } from './testing/basket-api.harness.js';

jest.setTimeout(60_000);

let shop: BasketApiHarness;
beforeAll(async () => {
  shop = await BasketApiHarness.start();
});
afterAll(() => shop.close());

const contact = {
  name: 'Gail Guest',
  email: 'gail@example.com',
  address: { line1: '1 High Street', city: 'Leeds', postcode: 'LS1', country: 'UK' },
};
const historyOf = async (path: string, cookie: string) =>
  (await shop.ask<Page<HistoryEntry>>(`GET ${path}/events?limit=100`, { cookie })).body.items;

it('says that it is still loading while no product has arrived', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const early = await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
  expect(early).toMatchObject({ status: 503, body: { code: 'products.loading' } });
  await shop.appendProducts({ bread: 140, 'baked-beans': 95, 'tinned-spaghetti': 85 });
  await shop.until(
    `POST ${path}/items`,
    { cookie, body: { sku: 'tinned-spaghetti', quantity: 1 } },
    ({ status }) => status === 201,
  );
  await shop.until(
    `POST ${path}/items`,
    { cookie, body: { sku: 'bread', quantity: 1 } },
    ({ status }) => status === 201,
  );
  await shop.until(
    `POST ${path}/items`,
    { cookie, body: { sku: 'baked-beans', quantity: 1 } },
    ({ status }) => status === 201,
  );
});

it('tells the story of a basket: two lines, four events, and the beans at event 2', async () => {
  const { cookie, basketId, path } = await shop.guestWithBasket();
  const put = (sku: string) => shop.ask<BasketChanged>(`POST ${path}/items`, { cookie, body: { sku, quantity: 1 } });
  await put('bread');
  await put('baked-beans');
  const removed = await shop.ask<BasketChanged>(`DELETE ${path}/items/baked-beans`, { cookie });
  expect(removed).toMatchObject({ status: 201, body: { event: { type: 'ItemRemove', number: 3 } } });
  const last = await put('tinned-spaghetti');
  expect(last).toMatchObject({ status: 201, body: { event: { number: 4 }, basket: { eventCount: 4 } } });
  expect(last.body.basket.position).toEqual(last.body.position);

  const now = await shop.ask<Basket>(`GET ${path}?after=${last.body.event.id}`, { cookie });
  expect(now.body.lines.map(({ sku }) => sku)).toEqual(['bread', 'tinned-spaghetti']);
  expect(now.body.total).toEqual({ amount: 225, currency: 'GBP' });
  expect((await shop.ask<Basket>(`GET ${path}?at=2`, { cookie })).body.lines.map(({ sku }) => sku)).toEqual([
    'bread',
    'baked-beans',
  ]);
  const history = await historyOf(path, cookie);
  expect(history.map(({ number, type }) => [number, type])).toEqual([
    [0, 'BasketOpened'],
    [1, 'ItemAdd'],
    [2, 'ItemAdd'],
    [3, 'ItemRemove'],
    [4, 'ItemAdd'],
  ]);
  expect((await shop.ask<Basket>(`GET ${path}?at=${history[1].time}`, { cookie })).status).toBe(200);
  expect((await shop.ask(`GET ${path}?at=5`, { cookie })).status).toBe(404);
  expect((await shop.ask(`GET ${path}?at=2026-13-45T99:00:00Z`, { cookie })).status).toBe(400);
  expect((await shop.ask<Basket>('GET /api/baskets/current', { cookie })).body.basketId).toBe(basketId);
});

it('answers for a foreign basket exactly as for an absent one', async () => {
  const { basketId } = await shop.guestWithBasket();
  const { cookie } = await shop.guestWithBasket();
  for (const [method, rest, body] of [
    ['GET', '', undefined],
    ['GET', '/events', undefined],
    ['POST', '/items', { sku: 'bread', quantity: 1 }],
    ['POST', '/items', { sku: 'unknown-sku', quantity: 1 }],
    ['DELETE', '/items/bread', undefined],
    ['POST', '/checkout', contact],
  ] as const)
    for (const as of [cookie, undefined, await shop.session.cookie()]) {
      const foreign = await shop.ask(`${method} /api/baskets/${basketId}${rest}`, { cookie: as, body });
      const absent = await shop.ask(`${method} /api/baskets/no-such-basket${rest}`, { cookie: as, body });
      expect(foreign.status).toBe(404);
      expect(foreign.body).toEqual(absent.body);
    }
});

it('holds to the rules, with a status that tells what to do', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const put = (sku: string, quantity: number) => shop.ask(`POST ${path}/items`, { cookie, body: { sku, quantity } });
  expect(await shop.ask(`POST ${path}/checkout`, { cookie, body: contact })).toMatchObject({
    status: 422,
    body: { code: 'basket.empty' },
  });
  expect(await put('no-such-product', 1)).toMatchObject({ status: 404, body: { code: 'product.notFound' } });
  expect((await put('bread', 99)).status).toBe(201);
  expect(await put('bread', 1)).toMatchObject({ status: 422, body: { code: 'line.tooMany' } });
  expect((await put('bread', 100)).status).toBe(400);
  expect(await shop.ask(`DELETE ${path}/items/baked-beans`, { cookie })).toMatchObject({
    status: 409,
    body: { code: 'line.absent' },
  });
  const partly = await shop.ask<BasketChanged>(`DELETE ${path}/items/bread?quantity=9`, { cookie });
  expect(partly.body.basket.lines[0].quantity).toBe(90);
});

it('refuses what no column could hold, rather than failing', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  for (const call of [
    'GET /api/baskets/%00',
    'GET /api/orders/%00',
    `GET ${path}?after=%00`,
    `GET ${path}/events?cursor=AA`,
  ])
    expect([400, 404]).toContain((await shop.ask(call, { cookie })).status);
});

it("makes a guest's basket the user's after signing in", async () => {
  const { cookie: guest, path, basketId } = await shop.guestWithBasket();
  await shop.ask(`POST ${path}/items`, { cookie: guest, body: { sku: 'bread', quantity: 2 } });
  expect((await shop.ask(`POST ${path}/claim`, { cookie: guest })).status).toBe(401);
  const user = await shop.session.cookie({ userId: 'claimer' });
  expect((await shop.ask(`POST ${path}/claim`, { cookie: user })).status).toBe(404);
  const claimed = await shop.ask<BasketChanged>(`POST ${path}/claim`, { cookie: `${user}; ${guest}` });
  expect(claimed).toMatchObject({ status: 200, body: { event: { type: 'BasketClaimed' } } });
  expect((await shop.ask<Basket>('GET /api/baskets/current', { cookie: user })).body.basketId).toBe(basketId);
  expect((await shop.ask(`GET ${path}`, { cookie: guest })).status).toBe(404);
  expect(await shop.ask(`POST ${path}/claim`, { cookie: `${user}; ${guest}` })).toMatchObject({
    status: 409,
    body: { code: 'basket.claimed' },
  });
});

describe('checking out', () => {
  it('places an order that the guest finds by the cookie, once', async () => {
    const { cookie, path, basketId } = await shop.guestWithBasket();
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 2 } });
    const done = await shop.ask<CheckedOut>(`POST ${path}/checkout`, { cookie, body: contact });
    expect(done).toMatchObject({ status: 201, body: { total: { amount: 280, currency: 'GBP' } } });
    const { orderId, placedAt } = done.body;
    const order = await shop.ask<Order>(`GET /api/orders/${orderId}`, { cookie });
    expect(order).toMatchObject({ status: 200, body: { orderId, basketId, placedAt, status: 'placed', contact } });
    expect((await shop.ask<Page<Order>>('GET /api/orders', { cookie })).body.items).toEqual([order.body]);

    const again = await shop.ask<Problem>(`POST ${path}/checkout`, { cookie, body: contact });
    expect(again).toMatchObject({ status: 409, body: { code: 'basket.checkedOut', orderId } });
    const late = await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    expect(late).toMatchObject({ status: 409, body: { code: 'basket.checkedOut' } });
    expect((await shop.ask('GET /api/baskets/current', { cookie })).status).toBe(404);

    const { cookie: other } = await shop.guestWithBasket();
    expect((await shop.ask(`GET /api/orders/${orderId}`, { cookie: other })).status).toBe(404);
    expect((await shop.ask<Page<Order>>('GET /api/orders')).body.items).toEqual([]);
  });

  it.each([
    ['name', { name: 'Ada\u200b' }, '/body/name'],
    ['name', { name: '\u202eadA' }, '/body/name'],
    ['email', { email: 'a\u200bda@example.com' }, '/body/email'],
    ['city', { address: { ...contact.address, city: 'Ba\u2066th' } }, '/body/address/city'],
    ['second line', { address: { ...contact.address, line2: '\u200bx' } }, '/body/address/line2'],
  ])('refuses a %s with what nobody sees, and names it', async (_, given, path) => {
    const { cookie, path: basket } = await shop.guestWithBasket();
    await shop.ask(`POST ${basket}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    const refused = await shop.ask<Problem>(`POST ${basket}/checkout`, { cookie, body: { ...contact, ...given } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'checkout.invalid', errors: [{ path }] } });
  });

  it('keeps a name composed', async () => {
    const { cookie, path } = await shop.guestWithBasket();
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    const asked = { cookie, key: 'composed', body: { ...contact, name: ' Zoe\u0308 ' } };
    const out = await shop.until<CheckedOut>(`POST ${path}/checkout`, asked, ({ status }) => status === 201);
    const order = await shop.until<Order>(
      `GET /api/orders/${out.body.orderId}`,
      { cookie },
      ({ body }) => !!body.contact,
    );
    expect(order.body.contact?.name).toBe('Zo\u00eb');
  });

  it('of two at once accepts one, and forgets the contact of the other', async () => {
    const { cookie, path } = await shop.guestWithBasket();
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    const asked = ['a', 'b', 'c'].map((key) =>
      shop.ask<CheckedOut>(`POST ${path}/checkout`, { cookie, body: contact, key }),
    );
    const answered = await Promise.all(asked);
    expect(answered.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { orderId } = answered.find(({ status }) => status === 201)!.body;
    for (const { body } of answered) expect(body.orderId).toBe(orderId);
    expect((await shop.ask<Page<Order>>('GET /api/orders', { cookie })).body.items).toHaveLength(1);
    const ignored = (await historyOf(path, cookie)).filter((entry) => entry.ignored);
    for (const { data } of ignored) {
      const { orderId: refused } = data as { orderId: string };
      for (;;) {
        const rows = await shop.database.query('SELECT 1 FROM orders_1.contacts WHERE order_id = $1', [refused]);
        if (!rows.length) break;
      }
    }
  });

  it('gives its two appends one deadline', async () => {
    const { cookie, path } = await shop.guestWithBasket();
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    const { appender } = shop.app.get(Log);
    const appends: { limit: number | undefined; took: number }[] = [];
    const append = appender.append.bind(appender);
    const watched = jest.spyOn(appender, 'append').mockImplementation(async (records, limit) => {
      const began = performance.now();
      const positions = await append(records, limit);
      appends.push({ limit, took: performance.now() - began });
      return positions;
    });
    await shop.ask(`POST ${path}/checkout`, { cookie, body: contact });
    watched.mockRestore();
    // The placer of the order appends, too, and may take its time.
    const [first, second] = appends.filter(({ limit }) => limit !== undefined);
    expect(second.limit).toBeLessThanOrEqual(first.limit! - first.took);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same answer for the same request, however often and however concurrently', async () => {
    const { cookie, path } = await shop.guestWithBasket();
    const ask = () =>
      shop.ask<BasketChanged>(`POST ${path}/items`, { cookie, key: 'once', body: { sku: 'bread', quantity: 2 } });
    const first = await Promise.all(Array.from({ length: 8 }, ask));
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'baked-beans', quantity: 1 } });
    for (const answered of [...first, await ask()]) {
      expect(answered.status).toBe(201);
      expect(answered.body).toEqual(first[0].body);
    }
    expect((await historyOf(path, cookie)).map(({ type }) => type)).toEqual(['BasketOpened', 'ItemAdd', 'ItemAdd']);
  });

  it('refuses another request', async () => {
    const { cookie, path } = await shop.guestWithBasket();
    const ask = (quantity: number) =>
      shop.ask(`POST ${path}/items`, { cookie, key: 'k', body: { sku: 'bread', quantity } });
    expect((await ask(1)).status).toBe(201);
    expect(await ask(2)).toMatchObject({ status: 422, body: { code: 'idempotencyKey.reused' } });
  });

  it('opens one basket, and checks out once', async () => {
    const { cookie } = await shop.guestWithBasket();
    const open = () => shop.ask<{ basketId: string }>('POST /api/baskets', { cookie, key: 'open' });
    const { basketId } = (await open()).body;
    expect((await open()).body.basketId).toBe(basketId);
    const path = `/api/baskets/${basketId}`;
    await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    const checkOut = () => shop.ask<CheckedOut>(`POST ${path}/checkout`, { cookie, key: 'out', body: contact });
    const first = await checkOut();
    expect(first.status).toBe(201);
    expect(await checkOut()).toMatchObject({ status: 201, body: first.body });
  });
});

it('tells each of many racing writers the truth about its command', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const commands = Array.from({ length: 64 }, (_, index) =>
    index % 3 === 2
      ? shop.ask<BasketChanged>(`DELETE ${path}/items/bread?quantity=5`, { cookie })
      : shop.ask<BasketChanged>(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 3 } }),
  );
  const answered = await Promise.all(commands);
  const history = await historyOf(path, cookie);
  const effective = history.filter(({ ignored }) => !ignored).map(({ id }) => id);
  const told = answered.filter(({ status }) => status === 201).map(({ body }) => body.event.id);
  expect(effective.slice(1).sort()).toEqual(told.sort());
  for (const { status } of answered) expect([201, 409, 422]).toContain(status);
  const { body } = await shop.ask<Basket>(`GET ${path}`, { cookie });
  expect(body.lines).toEqual(foldBasket(history as unknown as BasketEvent[]).lines);
});

it('comes to the same outcome in every replay, whichever instance was asked and whoever checked out meanwhile', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const other = await shop.startInstance();
  try {
    const asked = Array.from({ length: 64 }, (_, index) => {
      const to = { cookie, of: index % 2 ? other : shop.app, key: `race-${index}` };
      if (index % 16 === 15) return { call: `POST ${path}/checkout`, to: { ...to, body: contact } };
      if (index % 3 === 2) return { call: `DELETE ${path}/items/bread?quantity=2`, to };
      return { call: `POST ${path}/items`, to: { ...to, body: { sku: 'bread', quantity: 3 } } };
    });
    await Promise.all(asked.map(({ call, to }) => shop.ask(call, to)));
    const settled = await Promise.all(
      asked.map(({ call, to }) => shop.until(call, to, ({ status }) => status < 202 || status >= 400)),
    );
    const history = await historyOf(path, cookie);
    const effective = history.filter(({ ignored, type }) => !ignored && type !== 'BasketOpened');
    const told = settled.filter(({ status }) => status === 201);
    expect(told).toHaveLength(effective.length);
    expect(told.filter(({ body }) => 'orderId' in (body as object))).toHaveLength(
      effective.filter(({ type }) => type === 'BasketCheckedOut').length,
    );
    const basket = (await shop.ask(`GET ${path}`, { cookie })).body;
    await shop.rebuild();
    expect(await historyOf(path, cookie)).toEqual(history);
    expect((await shop.ask(`GET ${path}`, { cookie, of: other })).body).toEqual(basket);
    const again = await Promise.all(asked.map(({ call, to }) => shop.ask(call, to)));
    expect(again.map(({ status }) => status)).toEqual(settled.map(({ status }) => status));
  } finally {
    await other.close();
  }
});

it('answers 202 with the position while the projection is held up, and never blindly', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const accepted = await shop.database.transaction(async (db) => {
    await db.query(`SELECT 1 FROM ${await shop.basketsSchema()}.checkpoints FOR UPDATE`);
    const held = await shop.ask<BasketChanged>(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 1 } });
    expect((await shop.ask<Basket>(`GET ${path}`, { cookie })).body.eventCount).toBe(0);
    return held;
  });
  expect(accepted).toMatchObject({ status: 202, body: { position: { topic: 'basket_events' } } });
  const applied = await shop.until<Basket>(`GET ${path}`, { cookie }, ({ body }) => body.eventCount === 1);
  expect(applied.body.position).toEqual(accepted.body.position);
});

it('waits for the event that a query is after, and says when it is behind', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const behind = await shop.ask(`GET ${path}?after=${randomUUID()}`, { cookie });
  expect(behind).toMatchObject({ status: 503, body: { code: 'readModel.behind' } });
  expect(behind.headers['retry-after']).toBe('1');
});

it('shows a write to a reader of another instance', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  const other = await shop.startInstance();
  try {
    for (const [index, of] of [shop.app, other, shop.app, other].entries()) {
      const asked = { cookie, of, key: `write-${index}`, body: { sku: 'bread', quantity: 1 } };
      // While the instances share out the partitions anew a command may only be accepted; asking again tells its outcome.
      const { body } = await shop.until<BasketChanged>(`POST ${path}/items`, asked, ({ status }) => status === 201);
      const read = await shop.ask<Basket>(`GET ${path}?after=${body.event.id}`, {
        cookie,
        of: of === other ? shop.app : other,
      });
      expect(read).toMatchObject({ status: 200, body: { eventCount: index + 1 } });
    }
  } finally {
    await other.close();
  }
});

it('answers 202 while an operator has paused the projection, and the outcome after it was resumed', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  await shop.control('ReaderPauseRequested', 'paused');
  const asked = { cookie, key: 'paused', body: { sku: 'bread', quantity: 1 } };
  expect((await shop.ask(`POST ${path}/items`, asked)).status).toBe(202);
  expect((await shop.ask<Basket>(`GET ${path}`, { cookie })).body.eventCount).toBe(0);
  await shop.control('ReaderResumeRequested', 'running');
  const told = await shop.until<BasketChanged>(`POST ${path}/items`, asked, ({ status }) => status === 201);
  expect(told.body).toMatchObject({ event: { number: 1 }, basket: { eventCount: 1 } });
});

it('builds the same answers again after every table and checkpoint was emptied', async () => {
  const { cookie, path } = await shop.guestWithBasket();
  await shop.ask(`POST ${path}/items`, { cookie, body: { sku: 'bread', quantity: 2 } });
  await shop.ask(`POST ${path}/checkout`, { cookie, body: contact });
  const questions = [`GET ${path}`, `GET ${path}/events`, 'GET /api/orders'];
  const before = await Promise.all(questions.map((question) => shop.ask(question, { cookie })));
  await shop.stopApp();
  const tables = await shop.database.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)'`,
  );
  await shop.database.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  await shop.startApp();
  for (const [index, question] of questions.entries())
    await shop.until(question, { cookie }, ({ body }) => JSON.stringify(body) === JSON.stringify(before[index].body));
});
