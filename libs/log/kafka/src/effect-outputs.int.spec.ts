import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deadLetterHeaders, type LogRecord } from '@shop/log-core';
import { topics } from '@shop/topics';
import { ControlReader } from './control-reader.js';
import { effectSink } from './effect-sink.js';
import { readToEnd } from './read-to-end.js';
import { runReader } from './reader.js';
import { openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;

beforeAll(async () => {
  log = await openTestLog(['products', 'orders', 'control_events', 'dead_letters'], { partitions: 1 });
}, 30_000);
afterAll(() => log.close(), 20_000);

const product = (sku: string) => ({
  topic: 'products',
  key: sku,
  value: JSON.stringify({
    sku,
    name: sku,
    department: 'Bakery',
    description: '',
    priceAmount: 1,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
  }),
});

async function all(topic: 'dead_letters' | 'control_events'): Promise<LogRecord[]> {
  const found: LogRecord[] = [];
  await readToEnd(log.kafka, [{ topic: topics[topic], partition: 0 }], ({ records }) => found.push(...records));
  return found;
}

test('records that lead to others that are too large are put away, however many, and no handler is to blame', async () => {
  const large = [3, 4, 11, 20, 21, 22, 23, 39];
  const positions = await log.appender.append(Array.from({ length: 40 }, (_, index) => product(`sku-${index}`)));
  const reader = 'test.placer';
  const control = new ControlReader({ kafka: log.kafka, appender: log.appender, app: 'test', instance: 'one' });
  await control.caughtUp();
  const done = new Set<string>();
  const reading = runReader(log.kafka, {
    name: reader,
    topics: [topics.products],
    skipping: control.skipping(reader),
    sink: effectSink({
      kafka: log.kafka,
      reader,
      appender: log.appender,
      async effect({ records }) {
        const isLarge = ({ key }: LogRecord) => large.some((index) => key === `sku-${index}`);
        await log.appender.append(
          records.map((record) => ({
            topic: 'orders',
            key: record.key,
            value: 'x'.repeat(isLarge(record) ? 900_001 : 1),
          })),
        );
        for (const { key } of records) done.add(key);
      },
    }),
  });
  try {
    await reading.caughtUp();
  } finally {
    await Promise.all([reading.stop(), control.stop()]);
  }
  expect(done.size).toBe(40 - large.length);
  const letters = (await all('dead_letters')).map(({ raw: { headers } }) => headers);
  expect(letters.map((each) => [each[deadLetterHeaders.offset], each[deadLetterHeaders.code]])).toEqual(
    large.map((index) => [positions[index].offset, 'output.tooLarge']),
  );
  expect(await all('control_events')).toEqual([]);
}, 40_000);
