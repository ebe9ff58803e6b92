import { describe, expect, it } from '@jest/globals';
import { topics } from '@shop/topics';
import { readerInfo, standingsOf, topicInfo, unreadOf, type LagFacts, type ReaderFacts } from './describe.js';

const facts = (offsets: Record<string, number>, given: Partial<ReaderFacts> = {}): ReaderFacts => ({
  name: 'basket-api.orders',
  kind: 'projection',
  topics: ['orders'],
  partitions: [0, 1].map((partition) => ({ topic: 'orders', partition })),
  ends: new Map([
    ['orders/0', 10],
    ['orders/1', 20],
  ]),
  offsets: new Map(Object.entries(offsets)),
  members: 1,
  paused: false,
  ...given,
});
const info = (given: ReaderFacts, lag: Partial<LagFacts> = {}) =>
  readerInfo(given, standingsOf(given), { now: 60_000, appendedAt: () => undefined, trend: () => null, ...lag });

describe('how far behind a reader is', () => {
  it('is the sum of records, and the age of the oldest that is unread', () => {
    const reader = info(facts({ 'orders/0': 8, 'orders/1': 15 }), {
      appendedAt: ({ partition, position }) => (partition === 0 && position === 8 ? 57_550 : 40_000),
    });
    expect(reader).toMatchObject({ state: 'running', lag: 7, lagSeconds: 20 });
    expect(reader.partitions.map(({ lag, lagSeconds }) => [lag, lagSeconds])).toEqual([
      [2, 2.5],
      [5, 20],
    ]);
  });

  it('is 0 s when everything was taken, whatever is known of records', () => {
    expect(info(facts({ 'orders/0': 10, 'orders/1': 20 }))).toMatchObject({ lag: 0, lagSeconds: 0 });
  });

  it('is unknown, not 0, while a position or a time is', () => {
    const reader = info(facts({ 'orders/0': 10 }));
    expect(reader).toMatchObject({ lag: null, lagSeconds: null });
    expect(reader.partitions[1]).toMatchObject({ position: null, lag: null, lagSeconds: null });
    expect(info(facts({ 'orders/0': 9, 'orders/1': 20 }))).toMatchObject({ lag: 1, lagSeconds: null });
  });

  it('looks at the first unread record of each partition, and at none where all were taken', () => {
    expect(unreadOf(standingsOf(facts({ 'orders/0': 10, 'orders/1': 15 })))).toEqual([
      { topic: 'orders', partition: 1, position: 15 },
    ]);
    expect(unreadOf(standingsOf(facts({})))).toEqual([]);
  });

  it('is never negative: clocks of producers differ', () => {
    expect(info(facts({ 'orders/0': 9, 'orders/1': 20 }), { appendedAt: () => 61_000 })).toMatchObject({
      lagSeconds: 0,
    });
  });

  it('has a trend of its own in each partition, and one in all', () => {
    const asked: [string, number | null][] = [];
    info(facts({ 'orders/0': 8, 'orders/1': 15 }), {
      trend: (...sample) => {
        asked.push(sample);
        return null;
      },
    });
    expect(new Map(asked)).toEqual(
      new Map([
        ['basket-api.orders orders/0', 2],
        ['basket-api.orders orders/1', 5],
        ['basket-api.orders', 7],
      ]),
    );
  });
});

describe('how much a topic holds', () => {
  it.each([
    ['orders', 'has no markers: its offsets are records', null, 7],
    ['dead_letters', 'is kept for some days: what was counted may be gone', 3, null],
    ['reviews_clean', 'is written in transactions: its records are counted', 3, 3],
    ['reviews_clean', 'is written in transactions, and was not read from its beginning', null, null],
    ['order_contacts', 'is compacted', 3, null],
    ['unhappy_vips', 'is kept for some days', 3, null],
  ] as const)('%s %s', (name, _, counted, records) => {
    const info = topicInfo(topics[name], { partitions: 1, offsets: 7, counted });
    expect(info).toMatchObject({ records, offsets: 7, rate: null });
  });

  it('is unknown while the broker has not said', () => {
    const info = topicInfo(topics.orders, { partitions: 0, counted: null });
    expect(info).toMatchObject({ records: null, offsets: null });
  });
});
