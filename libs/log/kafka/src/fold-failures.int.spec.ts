import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { deadLetterHeaders, type LogRecord, type RecordBatch } from '@shop/log-core';
import { topics, type ControlEvent } from '@shop/topics';
import { ControlReader } from './control-reader.js';
import { foldSink, type FoldDeadLetters } from './fold-sink.js';
import { readToEnd } from './read-to-end.js';
import { runReader } from './reader.js';
import { openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  log = await openTestLog(['products', 'control_events', 'dead_letters'], { partitions: 1 });
}, 30_000);
afterEach(() => Promise.all(running.splice(0).map((each) => each.stop())), 20_000);
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
const notJson = (key: string) => ({ topic: 'products', key, value: 'not json' });

async function all(topic: 'dead_letters' | 'control_events'): Promise<LogRecord[]> {
  const found: LogRecord[] = [];
  await readToEnd(log.kafka, [{ topic: topics[topic], partition: 0 }], ({ records }) => found.push(...records));
  return found;
}
/** Offset and code of the letters of a reader. */
const lettersOf = async (reader: string) =>
  (await all('dead_letters'))
    .map(({ raw: { headers } }) => headers)
    .filter((headers) => headers[deadLetterHeaders.reader] === reader)
    .map((headers) => [headers[deadLetterHeaders.offset], headers[deadLetterHeaders.code]]);

/** Folds the products until all are read, failing of some keys. @returns the keys that were taken, bad records among them */
async function folded(reader: string, of: FoldDeadLetters['of'], poisons: readonly string[] = []): Promise<string[]> {
  const control = new ControlReader({ kafka: log.kafka, appender: log.appender, app: 'test', instance: 'one' });
  running.push(control);
  await control.caughtUp();
  const taken: string[] = [];
  const fold = ({ records, bad }: RecordBatch) => {
    const keys = [...records, ...bad].map(({ raw }) => Buffer.from(raw.key ?? []).toString());
    for (const key of keys) if (poisons.includes(key)) throw new RangeError(`No ${key}`);
    taken.push(...keys);
  };
  const deadLetters = { reader, appender: log.appender, of };
  const reading = runReader(log.kafka, {
    name: reader,
    group: 'own',
    topics: [topics.products],
    sink: foldSink({ kafka: log.kafka, fold, deadLetters }),
    skipping: control.skipping(reader),
  });
  running.push(reading);
  await reading.caughtUp();
  return taken.sort();
}

test('records that a fold fails of are put away and on record, also one that could not be understood; no other is', async () => {
  const [, wrong, bad, other] = await log.appender.append([
    product('a'),
    product('wrong'),
    notJson('bad'),
    notJson('other'),
    product('b'),
  ]);
  expect(await folded('test.own', 'own', ['wrong', 'bad'])).toEqual(['a', 'b', 'other']);
  const events = (await all('control_events')).map(({ content }) => (content as { event: ControlEvent }).event);
  expect(events).toMatchObject([
    { type: 'RecordSkipped', data: { reader: 'test.own', position: wrong } },
    { type: 'RecordSkipped', data: { reader: 'test.own', position: bad } },
  ]);
  // What is not its own is left to the readers that the topic has.
  expect(await lettersOf('test.own')).toEqual([
    [wrong.offset, 'handler.failed'],
    [bad.offset, 'json.invalid'],
  ]);
  expect(await folded('test.all', 'all')).toEqual(['a', 'b', 'bad', 'other', 'wrong']);
  expect(await lettersOf('test.all')).toEqual([
    [bad.offset, 'json.invalid'],
    [other.offset, 'json.invalid'],
  ]);
}, 40_000);
