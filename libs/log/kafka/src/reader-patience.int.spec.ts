import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { topics } from '@shop/topics';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

/** Far longer than an append takes, so that a fetch sees many of them. */
const PATIENCE_MS = 2_000;
const RECORDS = 20;
let log: TestLog;

beforeAll(async () => {
  log = await openTestLog(['products', 'dead_letters'], { partitions: 1 });
}, 60_000);
afterAll(() => log.close());

const row = (sku: string) => ({
  topic: 'products',
  key: sku,
  value: JSON.stringify({
    sku,
    name: 'A product',
    department: 'Bakery',
    description: 'Round.',
    priceAmount: 1,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
  }),
});

test('a patient reader gets together what a hurried one had to take one by one', async () => {
  const [hurried, patient] = [new MemorySink(), Object.assign(new MemorySink(), { patience: PATIENCE_MS })];
  const readers = [hurried, patient].map((sink, index) =>
    runReader(log.connect(), { name: `test.patience-${index}`, topics: [topics.products], sink }),
  );
  try {
    await log.appender.append([row('sku-0')]);
    await Promise.all([hurried, patient].map((sink) => sink.until(({ records }) => records.length === 1)));
    // Both fetch now. Each is appended when the one before has been stored by who is in a hurry.
    for (let appended = 1; appended <= RECORDS; appended++) {
      await log.appender.append([row(`sku-${appended}`)]);
      await hurried.until(({ records }) => records.length === appended + 1);
    }
    await patient.until(({ records }) => records.length === RECORDS + 1);
  } finally {
    await Promise.all(readers.map((reader) => reader.stop()));
  }
  expect(hurried.batches).toHaveLength(RECORDS + 1);
  expect(patient.batches.length).toBeLessThan(RECORDS / 2);
  expect(patient.records.map(({ key }) => key)).toEqual(hurried.records.map(({ key }) => key));
}, 60_000);
