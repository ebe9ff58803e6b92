import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { PositionLost, Retriable, deadLetterHeaders, keyOf } from '@shop/log-core';
import { topics } from '@shop/topics';
import { LogAdmin } from './admin.js';
import { withDeadLetters } from './dead-letters.js';
import { effectSink } from './effect-sink.js';
import type { ReaderOptions, RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
let admin: LogAdmin;
let running: RunningReader[] = [];
let number = 0;

beforeAll(async () => {
  log = await openTestLog(['orders', 'products', 'dead_letters']);
  admin = new LogAdmin(log.kafka);
}, 30_000);
afterEach(async () => {
  await Promise.all(running.map((reader) => reader.stop()));
  running = [];
}, 20_000);
afterAll(() => log.close());

/** Rows are the simplest valid records. */
const row = (sku: string, text = '') => ({
  topic: 'products',
  key: sku,
  value: JSON.stringify({
    sku,
    name: sku,
    department: 'Bakery',
    description: text,
    priceAmount: 1,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: '2026-11-21T09:30:00.000Z',
  }),
});
const rows = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => row(`${prefix}-${i}`));
const keysOf = (sink: MemorySink, prefix: string) =>
  sink.records.map(({ key }) => key).filter((key) => key.startsWith(`${prefix}-`));

function read(sink: ReaderOptions['sink'], options: Partial<ReaderOptions> = {}): RunningReader {
  const reader = runReader(options.name === 'second' ? log.connect() : log.kafka, {
    topics: [topics.products],
    sink,
    ...options,
    name: options.name && options.name !== 'second' ? options.name : `test.reader-${number}`,
  });
  running.push(reader);
  return reader;
}
const next = () => ++number;

describe('a reader', () => {
  test('reads from where its sink stands, and tells Kafka where it is', async () => {
    next();
    await log.appender.append(rows(30, 'stands'));
    const ends = await admin.endOffsets(await admin.partitionsOf(['products']));
    const from = new Map([...ends].map(([place, end]) => [place, end - 1]));
    const sink = new MemorySink(new Map(from));
    const reader = read(sink);
    await reader.caughtUp();
    expect(sink.batches.map(({ from: at, ...batch }) => at === from.get(keyOf(batch)))).not.toContain(false);
    expect(sink.records).toHaveLength(3);
    await reader.stop();
    expect(await admin.groupOffsets(reader.name, await admin.partitionsOf(['products']))).toEqual(ends);
    expect(reader.status().state).toBe('stopped');
  }, 20_000);

  test('that is stopped before it has joined does not join afterwards', async () => {
    next();
    await read(new MemorySink()).stop();
    const second = read(new MemorySink());
    await second.caughtUp();
    const { groups } = await log.kafka.ask((ask) => ask.describeGroups([log.kafka.physical(second.name)]));
    expect(groups[0].members).toHaveLength(1);
    expect(second.status().partitions).toHaveLength(3);
  }, 20_000);

  test('goes by its sink, not by what Kafka was told', async () => {
    next();
    await log.appender.append(rows(6, 'told'));
    const first = read(new MemorySink());
    await first.caughtUp();
    await first.stop();
    // Everything is emptied, position included: the log is read again, although the group has committed its end.
    const emptied = new MemorySink();
    await read(emptied).caughtUp();
    expect(keysOf(emptied, 'told')).toHaveLength(6);
  }, 20_000);

  test('waits for a sink that is in trouble, keeps its membership, and goes on by itself', async () => {
    next();
    let refusals = 0;
    const sink = new MemorySink();
    sink.before = () => {
      if (refusals++ < 5) throw new Retriable('database away');
    };
    const reader = read(sink);
    await reader.caughtUp();
    expect(refusals).toBeGreaterThan(5);
    expect(sink.opened).toHaveLength(1);
    expect(reader.status()).toMatchObject({ state: 'running' });
    await log.appender.append(rows(3, 'trouble'));
    await sink.until((s) => keysOf(s, 'trouble').length === 3);
  }, 20_000);

  test('reads its position anew when it was lost', async () => {
    next();
    await log.appender.append(rows(10, 'lost'));
    const sink = new MemorySink();
    let once = true;
    sink.before = ({ topic, partition }) => {
      if (!once) return;
      once = false;
      // Another instance has stored everything up to here.
      sink.positions.set(keyOf({ topic, partition }), 1);
      throw new PositionLost('checkpoint moved');
    };
    const reader = read(sink);
    await reader.caughtUp();
    expect(sink.opened).toHaveLength(2);
    const offsets = sink.records.map((record) => `${keyOf(record)}/${record.offset}`);
    expect(new Set(offsets).size).toBe(offsets.length);
  }, 20_000);

  test('that can not go on says so, once', async () => {
    next();
    const failures: Error[] = [];
    const sink = new MemorySink();
    sink.before = () => {
      throw new TypeError('a bug');
    };
    const reader = read(sink, { onFailed: (error) => failures.push(error) });
    await expect(reader.caughtUp()).rejects.toThrow('a bug');
    expect(reader.status()).toMatchObject({ state: 'failed', trouble: 'TypeError: a bug' });
    await reader.stop();
    expect(failures).toHaveLength(1);
  }, 20_000);

  test('refuses a position beyond the end of the log', async () => {
    next();
    const sink = new MemorySink(new Map([['products/0', 1_000_000]]));
    await expect(read(sink).caughtUp()).rejects.toThrow(/beyond the end of the log/);
  }, 20_000);

  test('takes nothing while it is paused, and everything afterwards', async () => {
    next();
    const sink = new MemorySink();
    const reader = read(sink);
    await reader.caughtUp();
    reader.pause();
    expect(reader.status().state).toBe('paused');
    const taken = sink.records.length;
    await log.appender.append(rows(9, 'paused'));
    // A second reader of the same records shows that there was time to take them.
    const other = new MemorySink();
    await read(other, { name: 'test.beside' }).caughtUp();
    expect(keysOf(other, 'paused')).toHaveLength(9);
    expect(sink.records).toHaveLength(taken);
    reader.resume();
    await sink.until((s) => keysOf(s, 'paused').length === 9);
  }, 30_000);

  test('that is slow stays a member', async () => {
    next();
    await log.appender.append(rows(3, 'slow'));
    const sink = new MemorySink();
    let asked = false;
    // Longer than the session: the group would have dropped it without heartbeats.
    sink.before = () => {
      if (asked) return undefined;
      asked = true;
      return new Promise((resolve) => setTimeout(resolve, 8_000));
    };
    await read(sink).caughtUp();
    expect(sink.opened).toHaveLength(1);
  }, 30_000);
});

describe('two members of a group', () => {
  test('share the partitions, lose none and double none when one leaves', async () => {
    next();
    const positions = new Map<string, number>();
    const sinks = [new MemorySink(positions), new MemorySink(positions)];
    const first = read(sinks[0]);
    await first.caughtUp();
    const second = read(sinks[1], { name: 'second' });
    await sinks[1].until((s) => s.opened.length > 0);
    await second.caughtUp();
    await log.appender.append(rows(60, 'shared'));
    const all = () => [...keysOf(sinks[0], 'shared'), ...keysOf(sinks[1], 'shared')];
    await Promise.race(sinks.map((sink) => sink.until(() => all().length >= 60)));
    expect(keysOf(sinks[0], 'shared').length * keysOf(sinks[1], 'shared').length).toBeGreaterThan(0);
    await second.stop();
    await log.appender.append(rows(60, 'alone'));
    await sinks[0].until((s) => keysOf(s, 'alone').length >= 60);
    const seen = [...sinks[0].records, ...sinks[1].records].map((record) => `${keyOf(record)}/${record.offset}`);
    expect(new Set(seen).size).toBe(seen.length);
    expect(keysOf(sinks[0], 'alone')).toHaveLength(60);
  }, 40_000);

  test('get the same partitions of all topics', async () => {
    next();
    const sinks = [new MemorySink(), new MemorySink()];
    const both = [topics.products, topics.orders];
    await read(sinks[0], { topics: both }).caughtUp();
    await read(sinks[1], { topics: both, name: 'second' }).caughtUp();
    await sinks[0].until((s) => s.opened.length > 1);
    for (const sink of sinks) {
      const given = sink.opened.at(-1) as string[];
      const of = (topic: string) =>
        given.filter((place) => place.startsWith(topic)).map((place) => place.split('/')[1]);
      expect(of('products').sort()).toEqual(of('orders').sort());
    }
  }, 40_000);
});

describe('what can not be understood', () => {
  test('is a dead letter with its bytes and headers before the position passes it', async () => {
    next();
    const sent = [
      { topic: 'products', key: 'poison-1', value: 'not json', headers: { source: 'feed' } },
      { topic: 'products', key: 'poison-2', value: '{"sku":"UPPER"}' },
      row('poison-3'),
    ];
    const positions = await log.appender.append(sent);
    const name = `test.reader-${number}`;
    const sink = new MemorySink();
    await read(withDeadLetters(name, log.appender, sink)).caughtUp();
    expect(keysOf(sink, 'poison')).toEqual(['poison-3']);
    const letters = new MemorySink();
    await read(letters, { name: 'test.letters', group: 'own', topics: [topics.dead_letters] }).caughtUp();
    const own = letters.records.filter(({ raw }) => raw.headers[deadLetterHeaders.reader] === name);
    const letter = own.find(({ raw }) => raw.headers[deadLetterHeaders.offset] === positions[0].offset);
    expect(Buffer.from(letter!.raw.value!).toString()).toBe('not json');
    expect(letter!.key).toBe(`products/${positions[0].partition}`);
    expect(letter!.raw.headers).toMatchObject({
      '__connect.errors.topic': 'products',
      '__connect.errors.partition': String(positions[0].partition),
      '__connect.errors.exception.class.name': 'json.invalid',
      'shop.original.key': Buffer.from('poison-1').toString('hex'),
      'shop.original.header.source': 'feed',
    });
    expect(own.map(({ raw }) => raw.headers['__connect.errors.exception.class.name']).sort()).toEqual([
      'json.invalid',
      'schema.mismatch',
    ]);
  }, 30_000);
});

describe('an effect', () => {
  test('goes on from the committed offset', async () => {
    next();
    const name = `test.reader-${number}`;
    const seen: string[] = [];
    const sink = () =>
      effectSink({
        kafka: log.kafka,
        reader: name,
        appender: log.appender,
        effect: async ({ records }) => void seen.push(...records.map(({ key }) => key)),
      });
    const first = read(sink());
    await first.caughtUp();
    await first.stop();
    const before = seen.length;
    await log.appender.append(rows(5, 'effect'));
    await read(sink()).caughtUp();
    expect(seen.slice(before).sort()).toEqual(rows(5, 'effect').map(({ key }) => key));
  }, 30_000);
});
