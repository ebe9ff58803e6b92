import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deadLetterHeaders, type LogRecord } from '@shop/log-core';
import { topics } from '@shop/topics';
import { withDeadLetters } from './dead-letters.js';
import { readToEnd } from './read-to-end.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { recordBytes, varint } from './record-batch.fixture.js';
import { appendCrafted, gzipOfZeros } from './testing/crafted.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

const READER = 'test.reader-of-bytes';
/** What a reader may take for a batch of 1 GB: what it reads of it, what it copies, and what garbage is left. */
const MEMORY = 200_000_000;

let log: TestLog;
let reader: RunningReader;
const sink = new MemorySink();

beforeAll(async () => {
  log = await openTestLog(['products', 'dead_letters'], { partitions: 1 });
  reader = runReader(log.kafka, {
    name: READER,
    topics: [topics.products],
    sink: withDeadLetters(READER, log.appender, sink),
  });
  await reader.caughtUp();
}, 60_000);
afterAll(async () => {
  await reader?.stop();
  await log?.close();
}, 60_000);

const row = (sku: string) => ({
  sku,
  name: sku,
  department: 'Bakery',
  description: '',
  priceAmount: 1,
  priceCurrency: 'GBP',
  picture: null,
  updatedAt: '2026-11-21T09:30:00.000Z',
});
const good = async (sku: string) =>
  Number((await log.appender.append([{ topic: 'products', key: sku, value: JSON.stringify(row(sku)) }]))[0].offset);
const place = (count: number) => ({ topic: 'products', partition: 0, count });

/** The dead letters of some offsets: code, what was cut, and how many bytes were kept. */
async function letters(from: number, to: number) {
  const all: LogRecord[] = [];
  await readToEnd(
    log.kafka,
    [{ topic: topics.dead_letters, partition: 0 }],
    ({ records }) => void all.push(...records),
  );
  return all
    .map(({ raw: { headers, value } }) => ({
      offset: Number(headers[deadLetterHeaders.offset]),
      code: headers[deadLetterHeaders.code],
      cut: headers[deadLetterHeaders.cut],
      length: headers[deadLetterHeaders.length],
      kept: value?.length,
    }))
    .filter(({ offset }) => offset > from && offset < to);
}

/** Appends something bad between two good records, and waits for the second. @returns the letters of what is between */
async function between(name: string, bad: () => Promise<unknown>) {
  const from = await good(`${name}-before`);
  await bad();
  const to = await good(`${name}-after`);
  await sink.until(({ records }) => records.some(({ key }) => key === `${name}-after`));
  expect(sink.records.map(({ key }) => key)).toContain(`${name}-before`);
  expect(reader.status().state).toBe('running');
  return letters(from, to);
}

test('a batch of 1 MB that would become 1 GB is put away unread, and takes no memory', async () => {
  const zeros = 1_000_000_000;
  const head = Buffer.concat([Buffer.from([0]), varint(0), varint(0), varint(-1), varint(zeros)]);
  const before = Buffer.concat([varint(head.length + zeros + 1), head]);
  const bomb = await gzipOfZeros(before, zeros, varint(0));
  expect(bomb.length).toBeLessThan(1_048_000);
  const usual = process.memoryUsage.rss();
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  const found = await between('bomb', () => appendCrafted(log.kafka, place(1), 'gzip', bomb));
  clearInterval(watching);
  expect(found).toEqual([expect.objectContaining({ code: 'batch.tooLarge', cut: 'value,key,headers', kept: 0 })]);
  expect(most - usual).toBeLessThan(MEMORY);
}, 120_000);

test('3,000,000 characters of bad JSON in a few KB of gzip are put away, cut', async () => {
  const bad = recordBytes({ value: Buffer.from('x'.repeat(3_000_000)) });
  const found = await between('long', () => appendCrafted(log.kafka, place(1), 'gzip', gzipSync(bad)));
  expect(found).toEqual([
    expect.objectContaining({ code: 'json.tooLarge', cut: 'value', length: '3000000', kept: 1024 * 1024 }),
  ]);
}, 60_000);

test('16 KB of gzip that are a valid row with millions of empty objects are put away unparsed', async () => {
  const much = JSON.stringify(row('much')).replace('{', `{"x":[${'{},'.repeat(5_500_000)}{}],`);
  const bad = recordBytes({ value: Buffer.from(much) });
  const found = await between('objects', () => appendCrafted(log.kafka, place(1), 'gzip', gzipSync(bad)));
  expect(found).toEqual([expect.objectContaining({ code: 'json.tooLarge', cut: 'value', length: `${much.length}` })]);
}, 60_000);

test('a batch of many large bad records is put away in parts, for more than an appender takes at once', async () => {
  const records = Array.from({ length: 15 }, (_, i) =>
    recordBytes({ place: i, value: Buffer.from('x'.repeat(1_000_000)) }),
  );
  const stored = zstdCompressSync(Buffer.concat(records));
  const found = await between('many', async () => {
    for (let i = 0; i < 6; i++) await appendCrafted(log.kafka, place(records.length), 'zstd', stored);
  });
  expect(found).toHaveLength(90);
}, 60_000);

test('who reads a partition to its end is given as much at a time as memory has room for, in order', async () => {
  const records = Array.from({ length: 5 }, (_, i) => recordBytes({ place: i, value: Buffer.alloc(1_000_000, 'x') }));
  const from = await good('before-parts');
  await appendCrafted(log.kafka, place(5), 'gzip', gzipSync(Buffer.concat(records)));
  const to = await good('after-parts');
  const parts: number[][] = [];
  await readToEnd(log.kafka, [{ topic: topics.products, partition: 0 }], (batch) => {
    const all = [...batch.records.map(({ raw }) => raw), ...batch.bad.map(({ raw }) => raw)];
    // Those of the tests before that are larger come alone.
    const bytes = all.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    expect([all.length, bytes <= 2 * 1024 * 1024 || all.length === 1]).toEqual([all.length, true]);
    const offsets = all.map(({ offset }) => offset).sort((one, other) => one - other);
    expect([batch.from <= offsets[0], batch.next > offsets[offsets.length - 1]]).toEqual([true, true]);
    parts.push(offsets);
  });
  const read = parts.flat().filter((offset) => offset >= from);
  expect(read).toEqual(Array.from({ length: to - from + 1 }, (_, i) => from + i));
}, 60_000);

test('one megabyte of headers, and a header named like one of ours, keep no record from its letter', async () => {
  const headers: [string, Buffer][] = Array.from({ length: 10_000 }, (_, i) => [`h${i}`, Buffer.from('y'.repeat(90))]);
  headers.unshift([deadLetterHeaders.offset, Buffer.from('0')]);
  const bad = recordBytes({ value: Buffer.from('no JSON'), headers });
  const found = await between('headers', () => appendCrafted(log.kafka, place(1), 'gzip', gzipSync(bad)));
  expect(found).toEqual([expect.objectContaining({ code: 'json.invalid', cut: 'headers', kept: 7 })]);
}, 60_000);
