import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Checkout, emailAddress, personName, Registration } from '@shop/api';
import { basketDecider, unitsPutBack, type BasketEvent } from '@shop/basket-domain';
import type { NewRecord } from '@shop/log-core';
import { basketEvents, OrderContact, ReviewPosted, type CloudEvent } from '@shop/topics';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import kafkajs from 'kafkajs';
import type { TSchema } from 'typebox';
import { demoHistory, OPEN_ALERTS } from './demo-history.ts';

const NOW = Date.parse('2026-03-04T05:06:07.000Z');
const DAY = 86_400_000;
const history = demoHistory(NOW);

const ajv = addFormats.default(new Ajv.default({ strict: false }));
const parsed = (records: readonly NewRecord[]) => records.map(({ value }) => JSON.parse(String(value)));
const events = parsed(history.baskets) as CloudEvent[];
const contacts = parsed(history.contacts) as OrderContact[];
const byBasket = new Map<string, CloudEvent[]>();
for (const event of events) byBasket.set(event.subject, [...(byBasket.get(event.subject) ?? []), event]);
const reviews = history.reviews.flatMap(({ key, value }) =>
  String(key).startsWith('partner') ? [] : [JSON.parse(String(value)) as CloudEvent],
);
const good = reviews.filter((event) => valid(ReviewPosted.newest.schema)(event));

const partitioner = kafkajs.Partitioners.DefaultPartitioner();
const partitionMetadata = [0, 1, 2, 3, 4, 5].map((partitionId) => ({
  partitionId,
  partitionErrorCode: 0,
  leader: 1,
  replicas: [1],
  isr: [1],
}));
const partitionOf = (key: string) => partitioner({ topic: 'any', partitionMetadata, message: { key, value: '' } });

function valid(schema: TSchema): (value: unknown) => boolean {
  const validate = ajv.compile(schema);
  return (value) => validate(value) as boolean;
}

describe('the demo history', () => {
  it('has the size that was promised', () => {
    expect(history.people).toHaveLength(201);
    expect(byBasket.size).toBe(2_000);
    expect(good).toHaveLength(300);
    expect(history.reviews).toHaveLength(303);
    expect(history.unhappyReviewIds).toHaveLength(12);
    expect(history.unhappyReviewIds.length).toBeGreaterThan(OPEN_ALERTS);
  });

  it('is the same for the same time, and differs only in times for another', () => {
    expect(demoHistory(NOW)).toEqual(history);
    const later = demoHistory(NOW + 40 * DAY + 1_234_567);
    const ids = (records: readonly NewRecord[]) =>
      parsed(records)
        .map(({ id }) => id)
        .sort();
    expect(ids(later.baskets)).toEqual(ids(history.baskets));
    expect(later.baskets).not.toEqual(history.baskets);
  });

  it('fills about 90 days that end now', () => {
    const times = [...events, ...good].map(({ time }) => Date.parse(time));
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(NOW - 91 * DAY);
    expect(new Set(times.map((time) => Math.floor(time / DAY))).size).toBeGreaterThanOrEqual(89);
  });

  it('gives every event an id of its own', () => {
    const ids = [...events, ...reviews].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('uses every partition of every topic that has a key', () => {
    const users = history.people.map(({ userId }) => userId);
    const unhappy = good.filter(({ subject }) => history.unhappyReviewIds.includes(subject));
    const keys = {
      users,
      products: history.products.map(({ sku }) => sku),
      basket_events: history.baskets.map(({ key }) => String(key)),
      order_contacts: history.contacts.map(({ key }) => String(key)),
      reviews: history.reviews.map(({ key }) => String(key)),
      reviews_clean: good.map(({ actor }) => actor),
      unhappy_vips: unhappy.map(({ actor }) => actor),
    };
    for (const [topic, used] of Object.entries(keys)) {
      const partitions = new Set(used.map((key) => partitionOf(key)));
      expect({ topic, partitions: partitions.size }).toEqual({ topic, partitions: 6 });
    }
  });
});

describe('the baskets', () => {
  it('say what their schema says', () => {
    const checks = Object.fromEntries(
      Object.values(basketEvents).map(({ name, newest }) => [name, valid(newest.schema)]),
    );
    expect(events.filter((event) => !checks[event.type]?.(event))).toEqual([]);
  });

  it('hold to their rules: no event is ignored, and times run forward', () => {
    for (const steps of byBasket.values()) {
      let state = basketDecider.initialState;
      for (const [i, step] of steps.entries()) {
        const event = step as CloudEvent & BasketEvent;
        expect(basketDecider.ignored(state, event)).toBeUndefined();
        if (event.type === 'ItemRemove') expect(unitsPutBack(state, event)).toBe(event.data.quantity);
        if (i > 0) expect(Date.parse(step.time)).toBeGreaterThanOrEqual(Date.parse(steps[i - 1]?.time ?? ''));
        state = basketDecider.evolve(state, event);
      }
    }
  });

  it('are of guests and users, some put back, some left, most checked out', () => {
    const all = [...byBasket.values()];
    const share = (type: string) => all.filter((steps) => steps.some((step) => step.type === type)).length / all.length;
    expect(share('BasketCheckedOut')).toBeGreaterThan(0.6);
    expect(share('BasketCheckedOut')).toBeLessThan(0.9);
    expect(share('ItemRemove')).toBeGreaterThan(0.2);
    expect(share('BasketClaimed')).toBeGreaterThan(0.03);
  });

  it('are put back in the end as the beans of the tour were', () => {
    const beans = events.filter(
      ({ type, data }) => type === 'ItemRemove' && (data as { sku: string }).sku === 'baked-beans',
    );
    expect(beans.length).toBeGreaterThan(50);
  });

  it('each have a contact if they came to an order, and only then', () => {
    const ordered = events.flatMap(({ type, data }) =>
      type === 'BasketCheckedOut' ? [(data as { orderId: string }).orderId] : [],
    );
    expect(contacts.map(({ orderId }) => orderId).sort()).toEqual(ordered.sort());
    expect(contacts.filter((contact) => !valid(OrderContact)(contact))).toEqual([]);
    for (const { email } of contacts) expect(email).toMatch(/@(shop\.example|example\.(com|org|net))$/);
  });

  it('each have a contact that a checkout would take', () => {
    const isCheckout = valid(Checkout);
    expect(contacts.filter(({ name, email, address }) => !isCheckout({ name, email, address }))).toEqual([]);
  });

  it('leave the demo accounts with orders and without an open basket', () => {
    for (const { userId } of history.people.slice(0, 2)) {
      const own = [...byBasket.values()].filter((steps) => steps.some(({ actor }) => actor === userId));
      expect(own).toHaveLength(4);
      for (const steps of own) expect(steps.at(-1)?.type).toBe('BasketCheckedOut');
    }
  });
});

describe('the people', () => {
  it('are of every loyalty status, with an address of their own that belongs to nobody', () => {
    expect(new Set(history.people.map(({ loyaltyStatus }) => loyaltyStatus)).size).toBe(4);
    expect(new Set(history.people.map(({ email }) => email)).size).toBe(201);
    for (const { email } of history.people) expect(email).toMatch(/@(shop\.example|example\.(com|org|net))$/);
  });

  it('are such as could have registered', () => {
    const isRegistration = valid(Registration);
    for (const { name, email } of history.people) {
      expect([personName(name), emailAddress(email)]).toEqual([name, email]);
      expect(isRegistration({ name, email, password: 'a long password' })).toBe(true);
    }
  });

  it('are one fewer in the end: somebody with orders is forgotten, whose name is nobody else’s', () => {
    const { userId, orders } = history.forgotten;
    const gone = history.people.find((person) => person.userId === userId);
    expect(orders).toBeGreaterThan(1);
    expect(contacts.filter(({ name }) => name === gone?.name).map(({ owner }) => owner)).toEqual(
      Array.from({ length: orders }, () => userId),
    );
    expect(good.filter(({ actor }) => actor === userId).length).toBeGreaterThan(0);
  });
});

describe('the reviews', () => {
  const ratings = good.map(({ data }) => (data as { rating: number }).rating);

  it('are one a user and product, and no two say the same', () => {
    expect(
      new Set(good.map(({ data }) => `${(data as { userId: string }).userId}${(data as { sku: string }).sku}`)).size,
    ).toBe(300);
    expect(new Set(good.map(({ data }) => (data as { text: string }).text)).size).toBe(300);
  });

  it('are friendly on the whole, with every rating given', () => {
    const average = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
    expect(average).toBeGreaterThan(3.5);
    expect(average).toBeLessThan(4.5);
    expect(new Set(ratings).size).toBe(5);
  });

  it('are unhappy in exactly the twelve cases that raise an alert, all of them recent', () => {
    const platinum = new Set(history.people.filter((p) => p.loyaltyStatus === 'Platinum').map(({ userId }) => userId));
    const alerting = good.filter(({ actor, data }) => platinum.has(actor) && (data as { rating: number }).rating < 3);
    expect(alerting.map(({ subject }) => subject).sort()).toEqual([...history.unhappyReviewIds].sort());
    for (const { time } of alerting) expect(Date.parse(time)).toBeGreaterThan(NOW - 14 * DAY);
  });

  it('come with three records that are wrong in three ways', () => {
    const csv = history.reviews.filter(({ key }) => String(key).startsWith('partner'));
    expect(csv).toHaveLength(1);
    expect(() => JSON.parse(String(csv[0]?.value))).toThrow();
    expect(reviews.filter((event) => !good.includes(event)).map(({ type }) => type)).toEqual([
      'ReviewRated',
      'ReviewPosted',
    ]);
  });

  it('come with one that is too large for a letter, and small enough to be sent', () => {
    const bytes = Buffer.from(String(history.tooLarge.value));
    expect(bytes.length).toBeGreaterThan(1_048_576);
    expect(gzipSync(bytes).length).toBeLessThan(500_000);
  });

  it('come with one that is as it should be, and left out all the same', () => {
    const [unwanted] = parsed([history.unwanted]);
    expect(valid(ReviewPosted.newest.schema)(unwanted)).toBe(true);
    expect(reviews.map(({ id }) => id)).not.toContain(unwanted.id);
  });
});
