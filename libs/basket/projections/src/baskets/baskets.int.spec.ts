import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { foldBasket, type BasketEvent } from '@shop/basket-domain';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  InvalidCursor,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  craftedCursors,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import type { CloudEvent } from '@shop/topics';
import { basketsProjection } from './baskets.projection.js';
import { Baskets, basketView } from './baskets.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;
let baskets: Baskets;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});
beforeEach(async () => {
  await database.query('DROP SCHEMA IF EXISTS baskets_1 CASCADE');
  baskets = new Baskets(new ReadModel(database, basketsProjection));
});

const GUEST = 'c'.repeat(64);
const opened: BasketEvent = { type: 'BasketOpened', data: { owner: GUEST } };
const add = (sku: string, quantity = 1): BasketEvent => ({
  type: 'ItemAdd',
  data: { sku, name: sku.toUpperCase(), quantity, unitPrice: { amount: 100, currency: 'GBP' } },
});
const remove = (sku: string, quantity = 1): BasketEvent => ({ type: 'ItemRemove', data: { sku, quantity } });
const story = [opened, add('bread'), add('beans', 2), remove('beans', 2), remove('beans'), add('spaghetti')];

/** Events of a basket as records: ids `<basket>-<number>`, one second apart. */
function records(basketId: string, events: readonly BasketEvent[], firstNumber = 0): FedRecord[] {
  return events.map(({ type, data }, index) => {
    const number = firstNumber + index;
    const time = new Date(Date.UTC(2026, 0, 1, 12, 0, number)).toISOString();
    const context = { id: `${basketId}-${number}`, source: '/test', time, correlationid: 'c', actor: GUEST };
    return { key: basketId, content: { kind: 'event', event: cloudEvent(type, basketId, data, context) } };
  });
}
const append = (basketId: string, events: readonly BasketEvent[], firstNumber = 0) =>
  feed(baskets.readModel, records(basketId, events, firstNumber), { topic: 'basket_events' });

it('keeps a basket as its events made it, and where the last one stands', async () => {
  await append('b1', story);
  const basket = (await baskets.find('b1'))!;
  expect(basket.state).toEqual(foldBasket(story));
  expect(basketView(basket)).toMatchObject({
    basketId: 'b1',
    status: 'open',
    lines: foldBasket(story).lines,
    total: { amount: 200, currency: 'GBP' },
    eventCount: 5,
    position: { topic: 'basket_events', partition: 0, offset: '5' },
  });
});

it('goes on from what earlier batches left', async () => {
  await append('b1', story.slice(0, 3));
  await append('b1', story.slice(3), 3);
  expect((await baskets.find('b1'))?.state).toEqual(foldBasket(story));
});

it('prices a line by all its units', async () => {
  await append('b1', [opened, add('bread', 3)]);
  const { state } = (await baskets.find('b1'))!;
  expect(state.lines).toMatchObject([{ quantity: 3, lineTotal: { amount: 300, currency: 'GBP' } }]);
});

it('keeps the whole history in pages, ignored events with their reason', async () => {
  await append('b1', story);
  const first = await baskets.history('b1', { limit: 4 });
  expect(first.items).toHaveLength(4);
  const second = await baskets.history('b1', { limit: 4, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ number, type, ignored }) => [number, type, ignored?.code])).toEqual([
    [0, 'BasketOpened', undefined],
    [1, 'ItemAdd', undefined],
    [2, 'ItemAdd', undefined],
    [3, 'ItemRemove', undefined],
    [4, 'ItemRemove', 'line.absent'],
    [5, 'ItemAdd', undefined],
  ]);
  expect(second.nextCursor).toBeNull();
  expect(first.items[1]).toStrictEqual({
    number: 1,
    id: 'b1-1',
    type: 'ItemAdd',
    time: '2026-01-01T12:00:01.000Z',
    data: story[1].data,
    position: { topic: 'basket_events', partition: 0, offset: '1' },
  });
});

it('says of a page of history that is just full that none follows', async () => {
  await append('b1', story);
  expect((await baskets.history('b1', { limit: 6 })).nextCursor).toBeNull();
  const { nextCursor } = await baskets.history('b1', { limit: 5 });
  const rest = await baskets.history('b1', { cursor: nextCursor! });
  expect([rest.items.map(({ number }) => number), rest.nextCursor]).toEqual([[5], null]);
});

it('answers crafted cursors of a history, or refuses them, and nothing else', async () => {
  await append('b1', story);
  const { nextCursor } = await baskets.history('b1', { limit: 1 });
  const refused = await baskets.history('b1', { cursor: 'nonsense' }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'InvalidCursor', message: 'The cursor is not one of ours.' });
  for (const cursor of craftedCursors(nextCursor!))
    await baskets.history('b1', { cursor }).catch((error: unknown) => expect(error).toBeInstanceOf(InvalidCursor));
});

describe('time travel', () => {
  beforeEach(() => append('b1', story));

  it.each([0, 1, 2, 3, 4, 5])('shows the state after event number %i', async (number) => {
    const then = await baskets.findAt('b1', String(number));
    expect(then?.state).toEqual(foldBasket(story.slice(0, number + 1)));
    expect(then?.position.offset).toBe(String(number));
  });

  it('shows the state at a time', async () => {
    expect((await baskets.findAt('b1', '2026-01-01T12:00:02.500Z'))?.state.number).toBe(2);
    expect((await baskets.findAt('b1', '2026-01-01T13:00:02+01:00'))?.state.number).toBe(2);
    expect((await baskets.findAt('b1', '2027-01-01T00:00:00Z'))?.state.number).toBe(5);
  });

  it('shows nothing before the beginning or after the end', async () => {
    expect(await baskets.findAt('b1', '2026-01-01T11:59:59Z')).toBeUndefined();
    expect(await baskets.findAt('b1', '6')).toBeUndefined();
    expect(await baskets.findAt('other', '0')).toBeUndefined();
  });
});

describe('a basket whose events are too many', () => {
  const MANY = 10_000;
  const claimed: BasketEvent = { type: 'BasketClaimed', data: { userId: 'ann' } };
  /** Opens, fills to the limit, then adds, removes, claims in between. */
  const events = [
    opened,
    ...Array.from({ length: MANY - 1 }, (_, n) => (n % 2 === 0 ? add('bread') : remove('bread'))),
    remove('bread'),
    claimed,
    ...Array.from({ length: 50 }, () => add('beans')),
  ];

  it('loads those that count and no more, whatever is asked', async () => {
    let loaded = 0;
    const readModel = new ReadModel(database, basketsProjection);
    const ask = readModel.query.bind(readModel);
    readModel.query = async <Row extends object>(text: string, values?: readonly unknown[]) => {
      const rows = await ask<Row>(text, values);
      // The read model looks at its own checkpoints now and then.
      if (text.includes('$schema.journal')) loaded += rows.length;
      return rows;
    };
    await append('b1', events);
    const reading = new Baskets(readModel);
    const now = (await reading.find('b1'))!;
    expect(now.state).toMatchObject({ number: MANY + 51, owner: 'ann', lines: [{ sku: 'bread', quantity: 1 }] });
    const last = String(now.state.number);
    const asks: [count: number, answer: () => Promise<unknown>][] = [
      [MANY + 2, async () => expect(await reading.findAt('b1', last)).toEqual(now)],
      [MANY + 1, async () => expect((await reading.findAt('b1', '2027-01-01T00:00:00Z'))?.state.owner).toBe('ann')],
      [MANY + 1, async () => expect((await reading.findAt('b1', String(MANY)))?.state.owner).toBe(GUEST)],
      [MANY + 2, async () => expect(await reading.findAt('b1', String(MANY + 52))).toBeUndefined()],
      [MANY + 3, async () => expect((await reading.outcome(`b1-${MANY + 20}`))?.after.state.number).toBe(MANY + 20)],
      [MANY + 1, async () => expect((await reading.heldOf('ann'))[0].events).toHaveLength(MANY + 1)],
    ];
    for (const [most, answer] of asks) {
      loaded = 0;
      await answer();
      expect(loaded).toBeLessThanOrEqual(most);
    }
  });
});

describe('the outcome of an event', () => {
  it('is its number, and the basket after it, whatever happened since', async () => {
    await append('b1', story);
    const outcome = await baskets.outcome('b1-2');
    expect(outcome).toMatchObject({ event: { id: 'b1-2', type: 'ItemAdd', number: 2 }, basketId: 'b1' });
    expect(outcome?.after.state).toEqual(foldBasket(story.slice(0, 3)));
    expect((await baskets.outcome('b1-5'))?.after.state).toEqual(foldBasket(story));
  });

  it('says where it stands, which request asked for it, and what it says', async () => {
    const [opening] = records('b1', [opened]);
    const event = { ...(opening.content as { event: CloudEvent }).event, requesthash: 'hash' };
    await feed(baskets.readModel, [{ ...opening, content: { kind: 'event', event } }], { topic: 'basket_events' });
    const { after, ...outcome } = (await baskets.outcome('b1-0'))!;
    expect(outcome).toStrictEqual({
      event: { id: 'b1-0', type: 'BasketOpened', number: 0 },
      basketId: 'b1',
      time: '2026-01-01T12:00:00.000Z',
      data: { owner: GUEST },
      position: { topic: 'basket_events', partition: 0, offset: '0' },
      requestHash: 'hash',
    });
    expect(after).toStrictEqual((await baskets.find('b1'))!);
    await append('b2', story);
    expect(await baskets.outcome('b2-0')).not.toHaveProperty('requestHash');
  });

  it('of a checkout is whether it closed the basket, whose it is and what it says', async () => {
    await append('b1', [opened, add('bread')]);
    const { lines } = (await baskets.find('b1'))!.state;
    const checkout = (orderId: string, basis: number): BasketEvent => ({
      type: 'BasketCheckedOut',
      data: { orderId, basis, lines: [...lines], total: { amount: 100, currency: 'GBP' } },
    });
    await append('b1', [checkout('stale', 0), checkout('o1', 2)], 2);
    const outcomes = await baskets.checkouts(['b1-2', 'b1-3', 'b1-9']);
    expect([...outcomes.keys()].sort()).toEqual(['b1-2', 'b1-3']);
    expect(outcomes.get('b1-2')?.effective).toBe(false);
    expect(outcomes.get('b1-3')).toStrictEqual({
      basketId: 'b1',
      owner: GUEST,
      data: checkout('o1', 2).data,
      position: { topic: 'basket_events', partition: 0, offset: '5' },
      effective: true,
    });
    expect(basketView((await baskets.find('b1'))!).status).toBe('checkedOut');
  });

  it('tells what was ignored, and nothing of what is not applied', async () => {
    await append('b1', story);
    expect((await baskets.outcome('b1-4'))?.ignored?.code).toBe('line.absent');
    expect(await baskets.outcome('b1-6')).toBeUndefined();
  });
});

describe('the current basket', () => {
  it('is the open one of these owners that something happened to last', async () => {
    await append('old', [opened]);
    await append('new', [opened, add('bread')]);
    expect((await baskets.current([GUEST, 'somebody']))?.basketId).toBe('new');
    expect(await baskets.current(['somebody'])).toBeUndefined();
    expect(await baskets.current([])).toBeUndefined();
  });

  it("follows a claim, and ends with the checkout, which the order's id leads back to", async () => {
    await append('b1', [opened, { type: 'BasketClaimed', data: { userId: 'user-1' } }, add('bread')]);
    expect(await baskets.current([GUEST])).toBeUndefined();
    expect((await baskets.current(['user-1']))?.basketId).toBe('b1');
    const { lines } = (await baskets.find('b1'))!.state;
    const data = { orderId: 'o1', basis: 2, lines: [...lines], total: { amount: 100, currency: 'GBP' } };
    await append('b1', [{ type: 'BasketCheckedOut', data }], 3);
    expect(await baskets.current(['user-1'])).toBeUndefined();
    expect((await baskets.ofOrder('o1'))?.state).toMatchObject({ status: 'checkedOut', owner: 'user-1' });
    expect(await baskets.ofOrder('o2')).toBeUndefined();
  });

  it('stays that of its order, whatever comes too late', async () => {
    const data = {
      orderId: 'o1',
      basis: 1,
      lines: foldBasket([opened, add('bread')]).lines,
      total: { amount: 100, currency: 'GBP' },
    };
    await append('b1', [opened, add('bread'), { type: 'BasketCheckedOut', data: { ...data, lines: [...data.lines] } }]);
    await append('b1', [add('beans')], 3);
    expect((await baskets.ofOrder('o1'))?.state).toMatchObject({ orderId: 'o1', number: 3 });
  });
});

it('finds no basket that was never opened', async () => {
  await append('b1', [add('bread')]);
  expect(await baskets.find('b1')).toBeUndefined();
  expect(await baskets.findAt('b1', '0')).toBeUndefined();
});

it('comes to the same rows, however the log is cut into batches', async () => {
  const events = ['b1', 'b2', 'b3'].map((basketId) => records(basketId, story));
  const interleaved = story.flatMap((_, number) => events.map((each) => each[number]));
  const dumps: unknown[] = [];
  for (const size of [1, 4, interleaved.length]) {
    await database.query('DROP SCHEMA IF EXISTS baskets_1 CASCADE');
    const { readModel } = (baskets = new Baskets(new ReadModel(database, basketsProjection)));
    for (let from = 0; from < interleaved.length; from += size)
      await feed(readModel, interleaved.slice(from, from + size), { topic: 'basket_events', times: 1 });
    const [rows, journal] = ['baskets', 'journal'].map((table) =>
      readModel.query(`SELECT to_json(t) AS row FROM $schema.${table} t ORDER BY to_json(t)::text`),
    );
    dumps.push([await rows, await journal]);
  }
  expect(dumps[0]).toEqual(dumps[2]);
  expect(dumps[1]).toEqual(dumps[2]);
});
