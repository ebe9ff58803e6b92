import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  asHandlerFailure,
  deadLetterHeaders,
  keyOf,
  positionOf,
  Retriable,
  type LogRecord,
  type RecordBatch,
} from '@shop/log-core';
import { topics, type ControlEvent, type Position } from '@shop/topics';
import { ControlReader } from './control-reader.js';
import { withDeadLetters } from './dead-letters.js';
import { effectSink } from './effect-sink.js';
import { foldSink } from './fold-sink.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { controlEvent, MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
let control: ControlReader;
let letters: MemorySink;
let events: MemorySink;
let running: { stop(): Promise<void> }[] = [];
let number = 0;

beforeAll(async () => {
  log = await openTestLog(['products', 'control_events', 'dead_letters'], { partitions: 1 });
  letters = new MemorySink();
  events = new MemorySink();
  follow('letters', letters, topics.dead_letters);
  follow('events', events, topics.control_events);
}, 30_000);
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
}, 20_000);
afterAll(async () => {
  await Promise.all(followers.map((each) => each.stop()));
  await log.close();
}, 20_000);

const followers: RunningReader[] = [];
function follow(name: string, sink: MemorySink, topic: (typeof topics)['dead_letters' | 'control_events']): void {
  followers.push(runReader(log.kafka, { name: `test.${name}`, group: 'own', topics: [topic], sink }));
}

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
const append = (skus: readonly string[]) => log.appender.append(skus.map(product));

/** An instance of the service `test`, with its own view of the control events. */
async function instance(name: string): Promise<ControlReader> {
  const made = new ControlReader({ kafka: log.connect(), appender: log.appender, app: 'test', instance: name });
  running.push(made);
  await made.caughtUp();
  return made;
}

/** A handler that fails of some products, and remembers what it was done for. */
function failingOf(name: string, poisons: readonly string[]) {
  const done: string[] = [];
  const handle = (batch: RecordBatch) => {
    const mine = batch.records.filter(({ key }) => key.startsWith(`${name}-`));
    for (const { key } of mine) if (poisons.includes(key)) throw new RangeError(`Invalid time value of ${key}`);
    done.push(...mine.map(({ key }) => key));
  };
  return { done, handle };
}

const textOf = ({ raw }: LogRecord, header: keyof typeof deadLetterHeaders) => raw.headers[deadLetterHeaders[header]];
const lettersOf = (reader: string) => letters.records.filter((letter) => textOf(letter, 'reader') === reader);
const eventsOf = (reader: string) =>
  events.records
    .map(({ content }) => (content.kind === 'event' ? (content.event as ControlEvent) : undefined))
    .filter((event) => event?.data.reader === reader);
const offsetOf = (position: Position) => Number(position.offset);

describe('a record of which a handler fails again and again', () => {
  test('is put away once with the error, in the control events, and the others arrive', async () => {
    const name = `effect-${'abcdefgh'[number++]}`;
    const reader = `test.${name}`;
    const { done, handle } = failingOf(name, [`${name}-13`]);
    control = await instance('one');
    const skus = Array.from({ length: 40 }, (_, index) => `${name}-${index}`);
    const positions = await append(skus);
    const sink = effectSink({
      kafka: log.kafka,
      reader,
      appender: log.appender,
      effect: async (batch) => handle(batch),
    });
    const skipping = control.skipping(reader);
    const reading = runReader(log.kafka, { name: reader, topics: [topics.products], sink, skipping });
    running.push(reading);
    await reading.caughtUp();
    await letters.until(() => lettersOf(reader).length > 0);
    expect(new Set(done)).toEqual(new Set(skus.filter((sku) => sku !== `${name}-13`)));
    expect(lettersOf(reader).map((letter) => [textOf(letter, 'offset'), textOf(letter, 'code')])).toEqual([
      [positions[13].offset, 'handler.failed'],
    ]);
    expect(textOf(lettersOf(reader)[0], 'message')).toBe(`RangeError: Invalid time value of ${name}-13`);
    await events.until(() => eventsOf(reader).length > 0);
    expect(eventsOf(reader)).toMatchObject([
      {
        type: 'RecordSkipped',
        data: { instance: 'one', position: positions[13], error: { code: 'handler.failed' } },
      },
    ]);
    // What stays for ever quotes nothing of the record.
    expect(JSON.stringify(eventsOf(reader))).not.toContain(`${name}-13`);
    expect(reading.status().state).toBe('running');
  }, 40_000);

  test('stays left out when the reader starts again, at once', async () => {
    const name = `again-${'abcdefgh'[number++]}`;
    const reader = `test.${name}`;
    const first = failingOf(name, [`${name}-1`]);
    control = await instance('one');
    await append([0, 1, 2].map((index) => `${name}-${index}`));
    const start = (handle: (batch: RecordBatch) => void, skipping = control.skipping(reader)) =>
      runReader(log.kafka, {
        name: reader,
        group: 'own',
        topics: [topics.products],
        sink: foldSink({ kafka: log.kafka, fold: handle }),
        skipping,
      });
    const reading = start(first.handle);
    await reading.caughtUp();
    await reading.stop();
    const heir = await instance('two');
    const given: string[] = [];
    const second = start(({ records }) => void given.push(...records.map(({ key }) => key)), heir.skipping(reader));
    running.push(second);
    await second.caughtUp();
    expect(given.filter((key) => key.startsWith(`${name}-`))).toEqual([`${name}-0`, `${name}-2`]);
  }, 40_000);

  test('is not found where the trouble passes, or is everybody’s', async () => {
    const name = `passing-${'abcdefgh'[number++]}`;
    const reader = `test.${name}`;
    control = await instance('one');
    const sink = new MemorySink();
    let failures = 0;
    sink.before = () => {
      failures++;
      if (failures === 1) throw asHandlerFailure(new Error('The first time only'));
      if (failures < 6) throw new Retriable('The database is away');
    };
    await append([`${name}-0`, `${name}-1`]);
    const options = { topics: [topics.products], skipping: control.skipping(reader) };
    const reading = runReader(log.kafka, { ...options, name: reader, group: 'own', sink });
    running.push(reading);
    await reading.caughtUp();
    const [end] = sink.positions.values();
    expect(sink.records.at(-1)?.key).toBe(`${name}-1`);
    expect(sink.batches.flatMap(({ bad }) => bad)).toEqual([]);
    expect(end).toBeGreaterThan(0);
    expect(eventsOf(reader)).toEqual([]);
  }, 60_000);

  test('is one of five an hour: the sixth stops the reader, at every start, and nothing of it is put away', async () => {
    const name = `many-${'abcdefgh'[number++]}`;
    const reader = `test.${name}`;
    const skus = Array.from({ length: 12 }, (_, index) => `${name}-${index}`);
    const { done, handle } = failingOf(name, skus.slice(0, 8));
    control = await instance('one');
    const positions = await append(skus);
    // It begins at its own records.
    const sink = new MemorySink(new Map([[keyOf(positions[0]), offsetOf(positions[0])]]));
    sink.before = (batch) => {
      try {
        handle(batch);
      } catch (error) {
        throw asHandlerFailure(error);
      }
    };
    const failed = async (skipping = control.skipping(reader)) =>
      new Promise<Error>((resolve) => {
        running.push(
          runReader(log.kafka, {
            name: reader,
            group: 'own',
            topics: [topics.products],
            sink: withDeadLetters(reader, log.appender, sink),
            skipping,
            onFailed: resolve,
          }),
        );
      });
    expect(await failed()).toMatchObject({ name: 'TooManyFailed' });
    expect(await failed()).toMatchObject({ name: 'TooManyFailed' });
    const other = await instance('two');
    const error = await failed(other.skipping(reader));
    expect(error.message).toContain(`products/0/${positions[5].offset}: RangeError: Invalid time value`);
    await events.until(() => eventsOf(reader).length >= 5);
    const skipped = eventsOf(reader).map((event) => (event as { data: { position: Position } }).data.position);
    expect(skipped.map(offsetOf)).toEqual(positions.slice(0, 5).map(offsetOf));
    expect(done).toEqual([]);
    expect(sink.positions.get(keyOf(positions[0]))).toBe(offsetOf(positions[5]));

    // What an operator names doesn't count, and makes way.
    await log.appender.append(
      [5, 6, 7].map((index) =>
        controlEvent('RecordSkipRequested', { reader, position: positions[index], reason: 'Broken.' }),
      ),
    );
    const heir = await instance('three');
    const last = runReader(log.kafka, {
      name: reader,
      group: 'own',
      topics: [topics.products],
      sink: withDeadLetters(reader, log.appender, sink),
      skipping: heir.skipping(reader),
    });
    running.push(last);
    await last.caughtUp();
    expect(done).toEqual(skus.slice(8));
    await letters.until(() => lettersOf(reader).length >= 8);
    expect(lettersOf(reader).map((letter) => textOf(letter, 'code'))).toEqual([
      ...Array.from({ length: 5 }, () => 'handler.failed'),
      ...Array.from({ length: 3 }, () => 'record.skipped'),
    ]);
  }, 120_000);
});

test('a record that an operator names is left out while the reader runs', async () => {
  const name = `named-${'abcdefgh'[number++]}`;
  const reader = `test.${name}`;
  control = await instance('one');
  const sink = new MemorySink();
  const options = { name: reader, group: 'own', topics: [topics.products], sink, skipping: control.skipping(reader) };
  const reading = runReader(log.kafka, options);
  running.push(reading);
  await reading.caughtUp();
  const { end } = (await bounds()) ?? { end: 0 };
  const position = { topic: 'products', partition: 0, offset: String(end + 1) };
  const [asked] = await log.appender.append([
    controlEvent('RecordSkipRequested', { reader, position, reason: 'Not one of ours.' }),
  ]);
  await knows(control, offsetOf(asked));
  await append([0, 1, 2].map((index) => `${name}-${index}`));
  await sink.until(({ records }) => records.some(({ key }) => key === `${name}-2`));
  const given = sink.records.filter(({ key }) => key.startsWith(`${name}-`));
  expect(given.map(({ key }) => key)).toEqual([`${name}-0`, `${name}-2`]);
  expect(sink.batches.flatMap(({ bad }) => bad).map((bad) => [positionOf(bad.raw), bad.code, bad.message])).toEqual([
    [position, 'record.skipped', 'Not one of ours.'],
  ]);
}, 40_000);

test('control events of any content leave the readers under control', async () => {
  const name = `crafted-${'abcdefgh'[number++]}`;
  const reader = `test.${name}`;
  control = await instance('one');
  const reading = runReader(log.kafka, {
    name: reader,
    group: 'own',
    topics: [topics.products],
    sink: new MemorySink(),
    skipping: control.skipping(reader),
  });
  running.push(reading);
  control.add(reading);
  await reading.caughtUp();
  const place = { topic: 'products', partition: 0 };
  const huge = { ...place, offset: '9'.repeat(400) };
  const from = { ...place, offset: '0' };
  await log.appender.append([
    controlEvent('RecordSkipRequested', { reader, position: huge, reason: '\u202e' }),
    controlEvent('RecordSkipRequested', { reader, position: { ...place, offset: '-1' }, reason: 'x' }),
    controlEvent('RecordSkipRequested', { reader: 'test.nobody', position: huge, reason: 'x' }),
    controlEvent('RecordSkipped', { reader, position: { topic: '__proto__', partition: 1e300, offset: '1' } }),
    controlEvent('RecordSkipped', {
      reader,
      instance: 'x',
      position: { topic: '__proto__', partition: 1e300, offset: '0x1' },
      error: { code: 'x', reason: '' },
    }),
    controlEvent('RecordSkipTakenBack', { reader: 'test.nobody', position: huge }),
    controlEvent('ReaderMoveRequested', { reader, to: 'offset', positions: [huge, huge] }),
    controlEvent('ReaderMoved', { reader, instance: 'x', partitions: [{ from, to: huge }] }),
    controlEvent('ProjectionRebuildStarted', {
      reader,
      instance: 'x',
      from: { number: 1e300, version: 1 },
      to: { number: 1e300, version: 1 },
      group: 'x',
    }),
    { topic: 'control_events', key: reader, value: '{"kind":"bad","code":{},"message":[]}' },
    { topic: 'control_events', key: reader, value: '{"type":"RecordSkipped","data":null}' },
    { topic: 'control_events', key: null, value: null },
    controlEvent('ReaderPauseRequested', { reader }),
  ]);
  await events.until(() => eventsOf(reader).some((event) => event?.type === 'ReaderPaused'));
  expect(reading.status().state).toBe('paused');
}, 40_000);

const bounds = async () => {
  const { LogAdmin } = await import('./admin.js');
  const place = { topic: 'products', partition: 0 };
  return (await new LogAdmin(log.kafka).bounds([place])).get(keyOf(place));
};

/** Resolves when an instance has read the control events up to one. */
async function knows(who: ControlReader, offset: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const reader = `test.ping-${offset}`.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);
    who.listen((event) => event.data.reader === reader && resolve());
    void log.appender.append([controlEvent('ReaderResumeRequested', { reader })]);
  });
}
