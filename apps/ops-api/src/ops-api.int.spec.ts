import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  LIVE_PATH,
  type Customer,
  type DeadLetter,
  type Figures,
  type HeldOperations,
  type InspectedBasket,
  type InspectedOrder,
  type Page,
  type ReaderInfo,
  type Sales,
  type TopicRecord,
} from '@shop/api';
import { foldBasket, type BasketEvent } from '@shop/basket-domain';
import { basketView } from '@shop/basket-projections';
import { ServiceHarness, type Answered } from '@shop/http/testing';
import { cloudEvent, deadLetterRecord } from '@shop/log-core';
import type { CloudEvent, Money } from '@shop/topics';
import { io } from 'socket.io-client';
import { AppModule } from './app.module.js';

jest.setTimeout(120_000);

const today = new Date().toISOString();
let number = 0;

/** An event of any type, happening today. */
function event<D>(type: string, subject: string, data: D, id = `event-${++number}`): CloudEvent<string, D> {
  return cloudEvent(type, subject, data, { id, source: '/test', time: today, correlationid: 'test', actor: 'user-1' });
}

const gbp = (amount: number): Money => ({ amount, currency: 'GBP' });
/** What an alert was raised with. */
const raised = (alertId: string) => ({
  alertId,
  reviewId: `review-of-${alertId}`,
  sku: 'baked-beans',
  productName: 'Baked Beans',
  rating: 1,
  text: 'Cold.',
  postedAt: today,
  userId: 'user-1',
  lineage: [],
  userRow: { loyaltyStatus: 'Platinum', updatedAt: today, position: { topic: 'users', partition: 0, offset: '0' } },
  rule: 'rating 1 < 3 and loyaltyStatus Platinum',
});
type AlertCounts = Pick<Figures, 'alertsOpen' | 'alertsSnoozed' | 'alertsUnresolved'>;
const countsIn = (figures: Figures, counts: AlertCounts) =>
  Object.entries(counts).every(([name, count]) => figures[name as keyof AlertCounts] === count);
const beans = { sku: 'baked-beans', name: 'Baked Beans', unitPrice: gbp(90) };

describe('ops-api', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };
  let origin: string;

  beforeAll(async () => {
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    origin = await ops.listen();
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
  });

  afterAll(async () => {
    await ops?.close();
  });

  const until = <T>(path: string, reached: (body: T) => boolean): Promise<Answered<T>> =>
    ops.until<T>(`GET ${path}`, staff, ({ status, body }) => status === 200 && reached(body));

  /** A console: its socket, and a message of a name that is as it should be. */
  function listen() {
    const socket = io(`${origin}/live`, {
      path: LIVE_PATH,
      transports: ['websocket'],
      extraHeaders: { cookie: staff.cookie },
    });
    const message = <T>(name: string, reached: (value: T) => boolean) =>
      new Promise<T>((done) => socket.on(name, (value: T) => reached(value) && done(value)));
    return { socket, message };
  }

  it('counts what was sold and, from the history, what was put back', async () => {
    const line = { ...beans, quantity: 2, lineTotal: gbp(180) };
    await ops.appendEvents(
      'basket_events',
      event('BasketOpened', 'basket-1', { owner: 'user-1' }),
      event('ItemAdd', 'basket-1', { ...beans, quantity: 5 }),
      event('ItemRemove', 'basket-1', { sku: 'baked-beans', quantity: 3 }),
      // Nothing is left of it to be put back: ignored, so it doesn't count.
      event('ItemRemove', 'basket-1', { sku: 'bread', quantity: 1 }),
    );
    const order = {
      orderId: 'order-1',
      basketId: 'basket-1',
      owner: 'user-1',
      lines: [line],
      total: gbp(180),
      placedAt: today,
    };
    const placed = event('OrderPlaced', 'order-1', order);
    // A producer that repeats itself sells nothing twice.
    await ops.appendEvents('orders', placed, placed);
    const { body } = await until<Sales>(
      '/api/ops/sales/baked-beans',
      ({ unitsSold, unitsPutBack }) => unitsSold > 0 && unitsPutBack > 0,
    );
    expect(body).toEqual({
      sku: 'baked-beans',
      name: 'Baked Beans',
      unitsSold: 2,
      unitsPutBack: 3,
      revenue: [gbp(180)],
    });
    expect((await ops.ask('GET /api/ops/sales/bread', staff)).status).toBe(404);
    const { body: found } = await ops.ask<Page<Sales>>('GET /api/ops/sales?q=bEaNs', staff);
    expect(found.items).toEqual([body]);

    const { body: figures } = await ops.ask<Figures>('GET /api/ops/figures', staff);
    expect(figures).toMatchObject({ orders: 1, unitsSold: 2, unitsPutBack: 3, revenue: [gbp(180)] });
    expect(figures.days).toHaveLength(30);
    expect(figures.days.at(-1)).toEqual({
      date: today.slice(0, 10),
      orders: 1,
      unitsSold: 2,
      unitsPutBack: 3,
      revenue: [gbp(180)],
    });
  });

  it('shows any basket with its history, ignored events included', async () => {
    type Inspected = { basket: { eventCount: number }; events: { type: string; ignored?: { code: string } }[] };
    const { body } = await until<Inspected>('/api/ops/figures/baskets/basket-1', ({ events }) => events.length === 4);
    expect(body.basket.eventCount).toBe(3);
    expect(body.events.map(({ type, ignored }) => [type, ignored?.code])).toEqual([
      ['BasketOpened', undefined],
      ['ItemAdd', undefined],
      ['ItemRemove', undefined],
      ['ItemRemove', 'line.absent'],
    ]);
    expect((await ops.ask('GET /api/ops/figures/baskets/nothing', staff)).status).toBe(404);
  });

  it('shows a basket as it was at every point: the same as its events folded up to it', async () => {
    const get = (at: string) =>
      ops.ask<InspectedBasket>(`GET /api/ops/figures/baskets/basket-1?at=${encodeURIComponent(at)}`, staff);
    const { events } = (await ops.ask<InspectedBasket>('GET /api/ops/figures/baskets/basket-1', staff)).body;
    for (const { number, position } of events) {
      const state = foldBasket(events.slice(0, number + 1) as unknown as BasketEvent[]);
      expect((await get(String(number))).body).toEqual({
        basket: basketView({ basketId: 'basket-1', state, position }),
        events: events.slice(0, number + 1),
      });
    }
    expect((await get(today)).body.events).toEqual(events);
    expect(await get('4')).toMatchObject({ status: 404, body: { code: 'basket.noSuchMoment' } });
    expect(await get('2020-01-01T00:00:00Z')).toMatchObject({ status: 404, body: { code: 'basket.noSuchMoment' } });
  });

  it('shows any order with the history of its basket, and nobody’s address', async () => {
    const { body } = await until<InspectedOrder>(
      '/api/ops/figures/orders/order-1',
      ({ events }) => events.length === 4,
    );
    const { events, ...order } = body;
    expect(events.at(-1)).toMatchObject({ number: 3, ignored: { code: 'line.absent' } });
    expect(order).toEqual({
      orderId: 'order-1',
      basketId: 'basket-1',
      lines: [{ ...beans, quantity: 2, lineTotal: gbp(180) }],
      total: gbp(180),
      placedAt: today,
      position: { topic: 'orders', partition: expect.any(Number), offset: expect.any(String) },
    });
    expect((await ops.ask('GET /api/ops/figures/orders/nothing', staff)).status).toBe(404);
  });

  it('tells what was sold until a time, and what it is now', async () => {
    const { body: now } = await ops.ask<Sales>('GET /api/ops/sales/baked-beans', staff);
    const { name: _name, sku: _sku, ...sums } = now;
    expect((await ops.ask<Sales>(`GET /api/ops/sales/baked-beans?at=${today}`, staff)).body).toEqual({
      ...now,
      now: sums,
    });
    const before = new Date(Date.parse(today) - 1).toISOString();
    expect((await ops.ask(`GET /api/ops/sales/baked-beans?at=${before}`, staff)).status).toBe(404);
    expect((await ops.ask<Page<Sales>>(`GET /api/ops/sales?at=${before}`, staff)).body.items).toEqual([]);
    expect(await ops.ask('GET /api/ops/sales?at=yesterday', staff)).toMatchObject({ status: 400 });
  });

  it('averages the reviews that stand: a later one of a user replaces the one before', async () => {
    const review = (rating: number, userId: string) => {
      const data = { reviewId: `review-${number}`, sku: 'bread', productName: 'Bread', userId, rating, text: '' };
      return event('ReviewPosted', userId, data);
    };
    await ops.appendEvents('reviews_clean', review(1, 'user-1'), review(4, 'user-1'), review(5, 'user-2'));
    const { body } = await until<Figures>('/api/ops/figures', ({ ratingAverage }) => ratingAverage === 4.5);
    expect(body.reviews).toBe(2);
  });

  it('shows a dead letter once, with its bytes and the reason', async () => {
    const raw = {
      topic: 'reviews',
      partition: 2,
      offset: 17,
      timestamp: 0,
      key: Buffer.from('k'),
      value: Buffer.from([0x6e, 0xff, 0x00]),
      headers: {},
    };
    const letter = deadLetterRecord('review-pipeline.clean', { raw, code: 'json.invalid', message: 'Not JSON.' });
    await ops.appender.append([letter, letter]);
    const { body } = await until<Page<DeadLetter>>('/api/ops/dead-letters', ({ items }) => items.length > 0);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      reader: 'review-pipeline.clean',
      source: { topic: 'reviews', partition: 2, offset: '17' },
      code: 'json.invalid',
      message: 'Not JSON.',
      key: 'k',
      bytes: Buffer.from([0x6e, 0xff, 0x00]).toString('base64'),
      text: null,
    });
    expect(
      (await ops.ask(`GET /api/ops/dead-letters/${encodeURIComponent(body.items[0].id)}`, staff)).body,
    ).toMatchObject(body.items[0]);
  });

  it('knows where every reader stands, and does not take the unknown for 0', async () => {
    const { body } = await until<Page<ReaderInfo>>('/api/ops/readers', ({ items }) =>
      items.some(({ name, lag, state }) => name === 'ops-api.sales' && lag === 0 && state === 'running'),
    );
    expect(body.items.find(({ name }) => name === 'ops-api.ticker')).toMatchObject({
      kind: 'fold',
      state: 'running',
      lag: 0,
    });
    // Nobody runs basket-api here, and basket_events has records: how far behind it is can't be known.
    expect(body.items.find(({ name }) => name === 'basket-api.baskets')).toMatchObject({ state: 'away', lag: null });
  });

  it('asks readers for things through the log, and they obey', async () => {
    expect((await ops.ask('POST /api/ops/readers/nobody.nothing/pause', staff)).status).toBe(404);
    expect(await ops.ask('POST /api/ops/readers/ops-api.customers/pause', staff)).toMatchObject({
      status: 202,
      body: { position: { topic: 'control_events', partition: 0 } },
    });
    await until<ReaderInfo>('/api/ops/readers/ops-api.customers', ({ state }) => state === 'paused');
    await until<Page<TopicRecord>>('/api/ops/topics/control_events/records', ({ items }) =>
      items.some(({ value }) => value?.includes('"ReaderPaused"') ?? false),
    );
    await ops.appendUsers({ userId: 'user-7', name: 'Ina Idle', loyaltyStatus: 'Gold' });
    await until<ReaderInfo>(
      '/api/ops/readers/ops-api.customers',
      ({ lag, partitions }) => lag === 1 || partitions.some(({ lag }) => lag === null),
    );
    expect((await ops.ask<Page<Customer>>('GET /api/ops/figures/customers?q=ina', staff)).body.items).toEqual([]);
    await ops.ask('POST /api/ops/readers/ops-api.customers/resume', staff);
    const { body } = await until<Page<Customer>>('/api/ops/figures/customers?q=ina', ({ items }) => items.length === 1);
    expect(body.items[0]).toMatchObject({ userId: 'user-7', loyaltyStatus: 'Gold', position: { topic: 'users' } });
  });

  it('shows records of topics, but nobody’s personal data', async () => {
    expect((await ops.ask('GET /api/ops/topics/users/records', staff)).status).toBe(403);
    expect((await ops.ask('GET /api/ops/topics/nothing', staff)).status).toBe(404);
    const { body } = await until<Page<TopicRecord>>('/api/ops/topics/orders/records', ({ items }) => items.length > 0);
    expect(JSON.parse(body.items[0].value!)).toMatchObject({ type: 'OrderPlaced' });
  });

  it('keeps the beginning of large records only, without the half of a character', async () => {
    const large = `xx${'€'.repeat(100_000)}`;
    await ops.appender.append([{ topic: 'reviews', key: 'k'.repeat(900), value: large }]);
    const { body } = await until<Page<TopicRecord>>('/api/ops/topics/reviews/records', ({ items }) =>
      items.some(({ size }) => size === 300_002),
    );
    const record = body.items.find(({ size }) => size === 300_002)!;
    expect(record.value).toBe(`xx${'€'.repeat(5_460)}`);
    expect(record.key).toBe('k'.repeat(200));
  });

  it('exports the security events of a person, to that person', async () => {
    const person = { cookie: await ops.session.cookie({ userId: 'user-curious' }) };
    expect((await ops.ask('GET /api/ops/figures', person)).status).toBe(403);
    const { body } = await ops.until<HeldOperations>(
      'GET /api/users/user-curious/export/operations',
      person,
      (answered) => answered.body.securityEvents.count > 0,
    );
    expect(body.securityEvents).toMatchObject({
      count: 1,
      newest: [{ action: 'getFigures', outcome: 'refused', code: 'role.missing', by: 'person', client: '127.0.0.1' }],
    });
    const other = { cookie: await ops.session.cookie({ userId: 'user-other' }) };
    expect((await ops.ask('GET /api/users/user-curious/export/operations', other)).status).toBe(404);
  });

  it('counts alerts by how they stand, and pushes the numbers when the time of a snooze is over', async () => {
    const alert = (id: string) => event('AlertRaised', id, raised(id));
    await ops.appendEvents('alert_events', ...['alert-1', 'alert-2', 'alert-3'].map(alert));
    await ops.appendEvents('alert_events', event('AlertAcknowledged', 'alert-2', {}));
    const standing = { alertsOpen: 2, alertsSnoozed: 0, alertsUnresolved: 3 };
    await until<Figures>('/api/ops/figures', (figures) => countsIn(figures, standing));
    const { socket, message } = listen();
    try {
      await message<Figures>('figures', (figures) => countsIn(figures, standing));
      const snoozed = message<Figures>('figures', ({ alertsSnoozed }) => alertsSnoozed === 1);
      const snooze = event('AlertSnoozed', 'alert-1', { until: new Date(Date.now() + 3_000).toISOString() });
      await ops.appendEvents('alert_events', snooze);
      expect(await snoozed).toMatchObject({ alertsOpen: 1, alertsSnoozed: 1, alertsUnresolved: 3 });
      // Nothing happens any more but time.
      await message<Figures>('figures', (figures) => countsIn(figures, standing));
    } finally {
      socket.disconnect();
    }
  });

  it('pushes figures, the ticker and rows as they arrive', async () => {
    const { socket, message } = listen();
    try {
      const first = await message<Figures>('figures', () => true);
      const changed = message<Figures>('figures', ({ orders }) => orders === first.orders + 1);
      const ticker = message<{ subject: string }[]>('ticker', (entries) =>
        entries.some(({ subject }) => subject === 'order-live'),
      );
      const row = message<Customer>('customer', ({ userId }) => userId === 'user-live');
      const line = { ...beans, quantity: 1, lineTotal: gbp(90) };
      const order = {
        orderId: 'order-live',
        basketId: 'basket-2',
        owner: 'user-1',
        lines: [line],
        total: gbp(90),
        placedAt: today,
      };
      await ops.appendEvents('orders', event('OrderPlaced', 'order-live', order));
      await ops.appendUsers({ userId: 'user-live', name: 'Liv Live', loyaltyStatus: 'Platinum' });
      await Promise.all([changed, ticker, row]);
    } finally {
      socket.disconnect();
    }
  });
});
