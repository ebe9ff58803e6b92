import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Retriable, type RecordBatch } from '@shop/log-core';
import { topics } from '@shop/topics';
import type { KafkaClient } from './client.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

/** More than four fetches bring: a fetch is 1 MB. */
const ROWS = 9_000;
let log: TestLog;
const running: RunningReader[] = [];
let number = 0;

beforeAll(async () => {
  log = await openTestLog(['products', 'dead_letters'], { partitions: 1 });
  await log.appender.append(Array.from({ length: ROWS }, (_, index) => row(index)));
}, 60_000);
afterEach(async () => {
  await Promise.all(running.splice(0).map((reader) => reader.stop()));
}, 20_000);
afterAll(() => log.close());

const row = (index: number) => ({
  topic: 'products',
  key: `sku-${index}`,
  value: JSON.stringify({
    sku: `sku-${index}`,
    name: 'A product',
    department: 'Bakery',
    description: `${index} `.repeat(100),
    priceAmount: 1,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
  }),
});

/** Starts a reader whose fetches are counted: `fetching(n)` resolves when the n-th begins. */
function read(sink: MemorySink, name = `test.behind-${++number}`) {
  const client = log.connect();
  const started: (() => void)[] = [];
  let fetches = 0;
  onFetch(client, () => {
    fetches++;
    started.splice(0).forEach((look) => look());
  });
  const reader = runReader(client, { name, topics: [topics.products], sink });
  running.push(reader);
  const fetching = async (nth: number) => {
    while (fetches < nth) await new Promise<void>((look) => started.push(look));
  };
  return { reader, fetching, sofar: () => fetches };
}

function onFetch(client: KafkaClient, look: () => void): void {
  const kafkaOf = client.kafka.bind(client);
  client.kafka = (overrides) => {
    const kafka = kafkaOf(overrides);
    const consumerOf = kafka.consumer.bind(kafka);
    kafka.consumer = (config) => {
      const consumer = consumerOf(config);
      consumer.on(consumer.events.FETCH_START, look);
      return consumer;
    };
    return kafka;
  };
}

/** Holds the first batch until two more fetches are in hand, and a third begins. */
function holdingFirst(sink: MemorySink, then: () => void | Promise<void> = () => undefined) {
  let first = true;
  const behind = read(sink);
  sink.before = async () => {
    if (!first) return;
    first = false;
    await behind.fetching(behind.sofar() + 3);
    await then();
  };
  return behind;
}

const offsetsOf = (batches: readonly RecordBatch[]) =>
  batches.flatMap(({ records }) => records.map(({ offset }) => offset));
const inOrder = (sink: MemorySink) => {
  const offsets = offsetsOf(sink.batches);
  expect(offsets).toHaveLength(ROWS);
  expect(offsets.every((offset, index) => index === 0 || offset > offsets[index - 1])).toBe(true);
};

test('a reader that is behind fetches on while a batch is stored, and stores what came meanwhile together', async () => {
  const sink = new MemorySink();
  await holdingFirst(sink).reader.caughtUp();
  inOrder(sink);
  const [first, second] = sink.batches;
  expect(second.records.length).toBeGreaterThan(first.records.length * 1.5);
  expect(second.from).toBe(first.next);
}, 30_000);

test('what waits behind a batch that can not be stored comes again after it, once and in order', async () => {
  const sink = new MemorySink();
  const behind = holdingFirst(sink, () => {
    throw new Retriable('database away');
  });
  await behind.reader.caughtUp();
  inOrder(sink);
}, 30_000);

test('a reader that stops ends the batch in hand, and leaves to the next what waits behind it', async () => {
  const sink = new MemorySink();
  let stopped: Promise<void> | undefined;
  const behind = holdingFirst(sink, () => {
    stopped = behind.reader.stop();
  });
  await sink.until(({ batches }) => batches.length === 1);
  await stopped;
  expect(sink.batches).toHaveLength(1);
  await read(sink, behind.reader.name).reader.caughtUp();
  inOrder(sink);
}, 30_000);
