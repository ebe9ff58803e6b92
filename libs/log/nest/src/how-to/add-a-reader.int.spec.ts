import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloudEvent, eventRecord, keyOf, type BatchSink, type ReaderStatus } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, LogAdmin, runReader, type RunningReader } from '@shop/log-kafka';
import { topics, type OrderPlaced } from '@shop/topics';

const page = new URL('../../../../../docs/how-to/add-a-reader.md', import.meta.url);
const example = new URL('./add-a-reader.ts', import.meta.url);

const brokers = process.env['SHOP_TEST_KAFKA']!;
const namespace = `test-${randomUUID()}`;
const client = connectKafka({ brokers, clientId: 'test', namespace });
const appender = new KafkaAppender(client, { timeoutMs: 10_000 });
const admin = new LogAdmin(client);

/** A reader that has been there for long, and what happened to it. */
const seen: string[] = [];
const positions = new Map<string, number>();
let opened = 0;
let old: RunningReader;

beforeAll(async () => {
  await ensureTopics(client, { partitions: 3, topics: [topics.orders] });
  await place(1, 40);
  const sink: BatchSink = {
    async open() {
      opened++;
      return positions;
    },
    async store(batch) {
      seen.push(...batch.records.map(({ key }) => key));
      positions.set(keyOf(batch), batch.next);
    },
  };
  old = runReader(client, { name: 'test.old', topics: [topics.orders], sink });
  await old.caughtUp();
}, 30_000);
afterAll(async () => {
  await old.stop();
  await appender.close();
  await client.ask((ask) => ask.deleteTopics({ topics: [client.physical('orders')] }));
  await client.close();
});

/** Orders of two tins of beans each, and a loaf. */
async function place(from: number, count: number): Promise<void> {
  const price = { amount: 90, currency: 'GBP' };
  const line = (sku: string, quantity: number) => ({
    sku,
    name: sku,
    quantity,
    unitPrice: price,
    lineTotal: { ...price, amount: quantity * price.amount },
  });
  const order = (orderId: string): OrderPlaced => ({
    orderId,
    basketId: orderId,
    owner: 'user-1',
    lines: [line('baked-beans', 2), line('bread', 1)],
    total: { ...price, amount: 270 },
    placedAt: '2026-11-21T09:30:00.000Z',
  });
  const context = { source: '/test', time: '2026-11-21T09:30:00.000Z', correlationid: 'c', actor: 'user-1' };
  await appender.append(
    Array.from({ length: count }, (_, i) => `order-${from + i}`).map((id) =>
      eventRecord('orders', cloudEvent('OrderPlaced', id, order(id), { id, ...context })),
    ),
  );
}

test('the page shows the code that is tested, in ten lines', () => {
  const code = readFileSync(example, 'utf8');
  expect(readFileSync(page, 'utf8')).toContain('```ts\n' + code + '```');
  expect(code.split('\n').filter((text) => text !== '')).toHaveLength(10);
});

test('a new reader gets everything from the beginning, then what comes, and nobody else notices', async () => {
  const places = await admin.partitionsOf(['orders']);
  const before = { opened, positions: new Map(positions), state: old.status().state };
  expect(seen).toHaveLength(40);
  Object.assign(process.env, { KAFKA_BROKERS: brokers, SHOP_NAMESPACE: namespace });

  const { kafka, reader, sold } = await import('./add-a-reader.js');
  try {
    await reader.caughtUp();
    expect(Object.fromEntries(sold)).toEqual({ 'baked-beans': 80, bread: 40 });
    expect({ opened, positions, state: old.status().state }).toEqual(before);
    expect(seen).toHaveLength(40);

    await place(41, 10);
    const ends = await admin.endOffsets(places);
    // Neither of them tells anybody: they are asked until they have read it all.
    const atEnd = ({ partitions }: ReaderStatus) => partitions.every((each) => each.next === ends.get(keyOf(each)));
    while (!atEnd(reader.status()) || !atEnd(old.status())) await admin.endOffsets(places);
    expect(Object.fromEntries(sold)).toEqual({ 'baked-beans': 100, bread: 50 });
    expect(opened).toBe(before.opened);
    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  } finally {
    await reader.stop();
    await kafka.close();
  }
}, 40_000);
