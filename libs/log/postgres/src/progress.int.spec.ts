import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { BatchSink } from '@shop/log-core';
import { openDatabase, type Database } from './database.js';
import { projectionSink } from './read-model-sink.js';
import { batchOf, calm, record, StubAppender, StubBounds, tallyProjection } from './projection-sink.fixture.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

let temporary: TemporaryDatabase;
let writing: Database;
let reading: Database;
let sink: BatchSink;
let readModel: ReadModel;

beforeEach(async () => {
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  writing = openDatabase({ url: temporary.url, application: 'one-instance' });
  reading = openDatabase({ url: temporary.url, application: 'another' });
  readModel = new ReadModel(reading, tallyProjection);
  sink = projectionSink({
    readModel: new ReadModel(writing, tallyProjection),
    reader: 'test.tally',
    log: new StubBounds(),
    appender: new StubAppender(),
  });
  await sink.open([{ topic: 't', partition: 0 }]);
});
afterEach(async () => {
  await Promise.all([writing.close(), reading.close()]);
  await temporary.drop();
});

const store = (offset: number, id?: string) => sink.store(batchOf([record(offset, 'a', 'x', { id })]), calm);
const positionAt = (offset: number) => ({ topic: 't', partition: 0, offset: String(offset) });
/** Resolves with the next thing that a subscriber is told. */
const nextTold = () =>
  new Promise<{ next: number }>((resolve) => {
    const stop = readModel.subscribe((progress) => {
      stop();
      resolve(progress);
    });
  });

it('waits for a position that another instance applies', async () => {
  const applied = readModel.waitForPosition(positionAt(1), 5_000);
  await store(0);
  await store(1);
  expect(await applied).toBe(true);
  expect(await readModel.waitForPosition(positionAt(0), 0)).toBe(true);
});

it('waits for an event that another instance applies, however many wait', async () => {
  const applied = Promise.all(['one', 'two', 'one'].map((id) => readModel.waitForEvent(id, 5_000)));
  await store(0, 'one');
  await store(1, 'two');
  expect(await applied).toEqual([true, true, true]);
  expect(await readModel.waitForEvent('one', 5_000)).toBe(true);
});

it('gives up in time', async () => {
  expect(await readModel.waitForPosition(positionAt(7), 30)).toBe(false);
  expect(await readModel.waitForEvent('never', 30)).toBe(false);
});

it('knows what was applied before anybody asked', async () => {
  await store(0, 'one');
  expect(await readModel.waitForEvent('one', 1_000)).toBe(true);
  expect(await readModel.waitForPosition(positionAt(0), 1_000)).toBe(true);
});

it('tells subscribers of every commit, and catches them up after a lost connection', async () => {
  const first = nextTold();
  await store(0);
  expect(await first).toMatchObject({ topic: 't', partition: 0, next: 1 });

  const afterwards: number[] = [];
  const caughtUp = new Promise<void>((resolve) => {
    readModel.subscribe(({ next }) => {
      afterwards.push(next);
      if (next === 2) resolve();
    });
  });
  await writing.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'another' AND query LIKE 'LISTEN%'`,
  );
  await store(1);
  await caughtUp;
  expect(afterwards.at(-1)).toBe(2);
});
