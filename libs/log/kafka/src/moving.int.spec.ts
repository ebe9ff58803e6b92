import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cloudEvent, eventRecord, keyOf, type BatchSink, type TopicPartition } from '@shop/log-core';
import { topics, type ControlEvent, type ControlEventData } from '@shop/topics';
import { LogAdmin } from './admin.js';
import { ControlReader } from './control-reader.js';
import { effectSink } from './effect-sink.js';
import type { RunningReader } from './reader-options.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
let admin: LogAdmin;
let places: TopicPartition[];
let ends: Map<string, number>;
let reports: MemorySink;
let watch: RunningReader;
let running: Pick<RunningReader, 'stop'>[] = [];
/** Each test has a reader of its own. */
let name: string;
let number = 0;
let asked = 0;

beforeAll(async () => {
  log = await openTestLog(['control_events', 'order_contacts']);
  admin = new LogAdmin(log.kafka);
  const contact = (orderId: string) => ({ orderId, name: 'Sam', email: 'sam@example.com', address: ADDRESS });
  await log.appender.append(
    Array.from({ length: 30 }, (_, i) => `order-${i}`).map((key) => ({
      topic: 'order_contacts',
      key,
      value: JSON.stringify(contact(key)),
    })),
  );
  places = await admin.partitionsOf(['order_contacts']);
  ends = await admin.endOffsets(places);
  reports = new MemorySink();
  watch = runReader(log.kafka, { name: 't.w', group: 'own', topics: [topics.control_events], sink: reports });
  await watch.caughtUp();
}, 30_000);
beforeEach(() => {
  name = `test.reader-${String.fromCharCode(97 + number++)}`;
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop()));
  running = [];
}, 20_000);
afterAll(async () => {
  await watch.stop();
  await log.close();
}, 20_000);

const ADDRESS = { line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA', country: 'United Kingdom' };

/** What a reader of this test reported, in the order of the log. */
const reported = () =>
  reports.records.flatMap(({ content }) => {
    const event = content.kind === 'event' ? (content.event as ControlEvent) : undefined;
    return event && event.data.reader === name && event.actor === 'test' ? [event] : [];
  });
const untilReported = async (type: ControlEvent['type'], count = 1) => {
  await reports.until(() => reported().filter((event) => event.type === type).length >= count);
  return reported().filter((event) => event.type === type);
};

async function ask<Type extends 'ReaderPauseRequested' | 'ReaderResumeRequested' | 'ReaderMoveRequested'>(
  type: Type,
  data: Omit<ControlEventData[Type], 'reader'>,
): Promise<string> {
  const id = `request-${++asked}`;
  const context = { id, source: '/ops-api', time: '2026-11-21T09:30:00.000Z', correlationid: id, actor: 'ops' };
  await log.appender.append([
    eventRecord('control_events', cloudEvent(type, name, { ...data, reader: name }, context)),
  ]);
  return id;
}
const pause = () => ask('ReaderPauseRequested', {});
const resume = () => ask('ReaderResumeRequested', {});
/** Asks for the same offset in every partition. */
const moveTo = (offset: number, skip?: boolean) =>
  ask('ReaderMoveRequested', {
    to: 'offset',
    positions: places.map((place) => ({ ...place, offset: String(offset) })),
    ...(skip && { skip }),
  });

/** A process: its control, and the reader with an effect that is written down. */
async function start(seen: string[], sink?: BatchSink, kafka = log.kafka): Promise<RunningReader> {
  const control = new ControlReader({ kafka, appender: log.appender, app: 'test', instance: `test-${running.length}` });
  await control.caughtUp();
  const effect = effectSink({
    kafka,
    reader: name,
    appender: log.appender,
    effect: async ({ records }) => void seen.push(...records.map((record) => `${keyOf(record)}/${record.offset}`)),
  });
  const reader = runReader(kafka, { name, topics: [topics.order_contacts], sink: sink ?? effect });
  control.add(reader);
  running.push(control, reader);
  return reader;
}
const startAndCatchUp = async (...given: Parameters<typeof start>) => {
  const reader = await start(...given);
  await reader.caughtUp();
  return reader;
};
const all = () => [...ends].flatMap(([place, end]) => Array.from({ length: end }, (_, i) => `${place}/${i}`));

const committed = () => admin.groupOffsets(name, places);

describe('a reader that is moved', () => {
  test('reads on from there when it is resumed, and says where it was', async () => {
    const seen: string[] = [];
    await startAndCatchUp(seen);
    await pause();
    const id = await moveTo(0);
    const [moved] = await untilReported('ReaderMoved');
    expect(moved).toMatchObject({ causationid: id, correlationid: id });
    const { partitions } = moved.data as ControlEventData['ReaderMoved'];
    expect(new Map(partitions.map(({ from }) => [keyOf(from), Number(from.offset)]))).toEqual(ends);
    expect(partitions.map(({ to }) => to.offset)).toEqual(['0', '0', '0']);
    expect(new Set((await committed()).values())).toEqual(new Set([0]));
    expect(seen).toHaveLength(30);
    await resume();
    await untilReported('ReaderResumed');
    await caughtUpAgain();
    expect(seen.slice(30).toSorted()).toEqual(all().toSorted());
  }, 30_000);

  test('is not while it runs', async () => {
    await startAndCatchUp([]);
    await moveTo(0);
    const [refused] = await untilReported('ReaderMoveRefused');
    expect(refused.data).toMatchObject({ refusal: { code: 'reader.running' } });
    expect(await committed()).toEqual(ends);
  }, 30_000);

  test('leaves records out only if that was said', async () => {
    const seen: string[] = [];
    await startAndCatchUp(seen);
    await pause();
    await moveTo(0);
    await untilReported('ReaderMoved');
    await moveTo(4);
    const [refused] = await untilReported('ReaderMoveRefused');
    expect(refused.data).toMatchObject({ refusal: { code: 'reader.wouldSkip' } });
    await moveTo(4, true);
    await untilReported('ReaderMoved', 2);
    await resume();
    await caughtUpAgain();
    expect(seen.slice(30).toSorted()).toEqual(
      all()
        .filter((place) => Number(place.split('/')[2]) >= 4)
        .toSorted(),
    );
  }, 30_000);

  test('goes nowhere beyond the log', async () => {
    await startAndCatchUp([]);
    await pause();
    await moveTo(1_000, true);
    const [refused] = await untilReported('ReaderMoveRefused');
    expect(refused.data).toMatchObject({ refusal: { code: 'reader.outOfRange' } });
    expect(await committed()).toEqual(ends);
  }, 30_000);

  test('needs a sink that can be moved', async () => {
    await startAndCatchUp([], new MemorySink());
    await pause();
    await moveTo(0);
    const [refused] = await untilReported('ReaderMoveRefused');
    expect(refused.data).toMatchObject({ refusal: { code: 'reader.unmovable' } });
  }, 30_000);

  test('is moved when it starts, if nobody was there when it was asked, and once', async () => {
    const first = await startAndCatchUp([]);
    await pause();
    await untilReported('ReaderPaused');
    await Promise.all(running.splice(0).map((each) => each.stop()));
    expect(first.status().state).toBe('stopped');
    await moveTo(2);
    await resume();
    const seen: string[] = [];
    await startAndCatchUp(seen);
    await untilReported('ReaderMoved');
    expect(seen.toSorted()).toEqual(
      all()
        .filter((place) => Number(place.split('/')[2]) >= 2)
        .toSorted(),
    );
    await Promise.all(running.splice(0).map((each) => each.stop()));
    // Whoever starts next finds in the log that it was done.
    await startAndCatchUp(seen);
    expect(seen).toHaveLength(new Set(seen).size);
    expect(reported().filter(({ type }) => type === 'ReaderMoved')).toHaveLength(1);
  }, 40_000);

  test('by two processes is moved by each in its partitions, and by both in all', async () => {
    const seen: string[] = [];
    await startAndCatchUp(seen);
    await caughtUpAgain();
    const second = await startAndCatchUp(seen, undefined, log.connect());
    expect(second.status().partitions.length).toBeGreaterThan(0);
    const before = seen.length;
    await pause();
    await moveTo(0);
    const reports = (await untilReported('ReaderMoved', 2)).map(({ data }) => data as ControlEventData['ReaderMoved']);
    expect(new Set(reports.map(({ instance }) => instance)).size).toBe(2);
    expect(reports.flatMap(({ partitions }) => partitions.map(({ to }) => keyOf(to))).toSorted()).toEqual(
      [...ends.keys()].toSorted(),
    );
    await resume();
    await caughtUpAgain();
    expect(seen.slice(before).toSorted()).toEqual(all().toSorted());
  }, 40_000);
});

/** Waits until the group stands at the end, which it tells after the effects. */
async function caughtUpAgain(): Promise<void> {
  for (;;) {
    const offsets = await committed();
    if ([...ends].every(([place, end]) => offsets.get(place) === end)) return;
  }
}
