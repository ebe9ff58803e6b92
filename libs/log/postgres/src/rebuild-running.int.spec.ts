import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { cloudEvent, eventRecord, Retriable } from '@shop/log-core';
import {
  connectKafka,
  ControlReader,
  ensureTopics,
  KafkaAppender,
  KafkaTransactionalAppender,
  LogAdmin,
  Rebuilder,
  runReader,
  foldSink,
  type KafkaClient,
  type RunningReader,
} from '@shop/log-kafka';
import { topics, type ControlEvent } from '@shop/topics';
import { openDatabase } from './database.js';
import { insertRows } from './insert-rows.js';
import type { Projection } from './projection.js';
import { projectionSink } from './read-model-sink.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

const brokers = process.env.SHOP_TEST_KAFKA!;
const READER = 'test.counts';
const USERS = Array.from({ length: 12 }, (_, index) => `user-${index}`);

/** How many reviews each user wrote. */
const countsProjection: Projection = {
  name: 'counts',
  version: 1,
  topics: ['reviews_clean'],
  tables: 'CREATE TABLE IF NOT EXISTS $schema.counts (user_id text PRIMARY KEY, reviews int NOT NULL)',
  async apply(batch, db) {
    const counts = new Map<string, number>();
    for (const { key } of batch.records) counts.set(key, (counts.get(key) ?? 0) + 1);
    await insertRows(db, '$schema.counts', { user_id: 'text', reviews: 'int' }, [...counts], {
      merge: ['user_id'],
      set: 'reviews = t.reviews + excluded.reviews',
    });
  },
};

let namespace: string;
let kafka: KafkaClient;
let appender: KafkaAppender;
let temporary: TemporaryDatabase;
let watcher: ReadModel;
let told: ControlEvent[];
let watch: RunningReader;
let instances: { stop(): Promise<void> }[];
/** What writes and reads all the time: ended with the test, whatever becomes of it. */
let running: { stop(): Promise<number> }[];
const connect = () => connectKafka({ brokers, clientId: 'test', namespace });

beforeEach(async () => {
  namespace = `test-${randomUUID()}`;
  kafka = connect();
  await ensureTopics(kafka, { partitions: 3 });
  appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  watcher = new ReadModel(openDatabase({ url: temporary.url, application: 'watcher' }), countsProjection);
  told = [];
  instances = [];
  running = [];
  watch = runReader(kafka, {
    name: 'test.watch',
    group: 'own',
    topics: [topics.control_events],
    sink: foldSink({
      kafka,
      fold: ({ records }) => {
        for (const { content } of records) if (content.kind === 'event') told.push(content.event as ControlEvent);
      },
    }),
  });
}, 60_000);
afterEach(async () => {
  await Promise.allSettled(running.map((each) => each.stop()));
  await Promise.all([watch, ...instances].map((each) => each.stop()));
  await appender.close();
  await kafka.ask(async (ask) => {
    const own = (name: string) => name.startsWith(`${namespace}.`);
    await ask.deleteTopics({ topics: (await ask.listTopics()).filter(own) });
    await ask.deleteGroups((await ask.listGroups()).groups.map(({ groupId }) => groupId).filter(own));
  });
  await kafka.close();
  await watcher.database.close();
  await temporary.drop();
}, 60_000);

/** One instance of a service. `stop` leaves what it is building as a crash would: unfinished and untold. */
function startInstance(name: string, { projection = countsProjection, live = true } = {}) {
  const own = connect();
  const database = openDatabase({ url: temporary.url, application: name });
  const readModel = new ReadModel(database, projection);
  const sink = projectionSink({ readModel, reader: READER, log: new LogAdmin(own), appender });
  const control = new ControlReader({ kafka: own, appender, app: 'test', instance: name });
  const rebuilder = new Rebuilder({
    kafka: own,
    control,
    reader: READER,
    topics: [topics.reviews_clean],
    rebuilding: sink.rebuilding!,
  });
  let reader: RunningReader | undefined;
  const started = control.caughtUp().then(async () => {
    await rebuilder.start();
    if (live) reader = runReader(own, { name: READER, topics: [topics.reviews_clean], sink });
  });
  const instance = {
    readModel,
    started,
    async stop() {
      instances = instances.filter((each) => each !== instance);
      await control.stop();
      await rebuilder.stop();
      await started;
      await reader?.stop();
      await database.close();
      await own.close();
    },
  };
  instances.push(instance);
  return instance;
}

const ask = (
  type: 'ProjectionRebuildRequested' | 'ProjectionVerifyRequested' | 'ProjectionRebuildCancelRequested',
  more: { logWins?: boolean } = {},
  id: string = randomUUID(),
) => {
  const context = { id, source: '/ops-api', time: new Date().toISOString(), correlationid: id, actor: 'ops' };
  return appender.append([
    eventRecord('control_events', cloudEvent(type, READER, { reader: READER, ...more }, context)),
  ]);
};
async function outcome<Type extends ControlEvent['type']>(
  type: Type,
  count = 1,
): Promise<ControlEvent & { type: Type }> {
  for (;;) {
    const found = told.filter((event) => event.type === type);
    if (found.length >= count) return found[count - 1] as ControlEvent & { type: Type };
    if (told.some((event) => event.type === 'ProjectionRebuildFailed') && type !== 'ProjectionRebuildFailed')
      throw new Error(JSON.stringify(told.at(-1)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Writes reviews in transactions, whose markers take offsets too, until it is told to stop. */
function reviewing() {
  let on = true;
  let round = 0;
  const write = async () => {
    while (on) {
      const writer = await KafkaTransactionalAppender.open(kafka, `${namespace}.writer`);
      try {
        while (on) {
          const transaction = await writer.begin();
          // The same ids again after trouble: what was written twice is applied once.
          await transaction.append(USERS.map((user) => review(user, round)));
          await transaction.commit();
          round++;
        }
      } catch (error) {
        if (!(error instanceof Retriable)) throw error;
      } finally {
        await writer.close();
      }
    }
    return round;
  };
  const rounds = write();
  const writing = {
    rounds: () => round,
    stop: () => {
      on = false;
      return rounds;
    },
  };
  running.push(writing);
  return writing;
}

function review(userId: string, number: number) {
  const id = `${userId}-${number}`;
  const data = { reviewId: id, sku: 'bread', productName: 'Bread', userId, rating: 5, text: 'x' };
  const context = { id, source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: userId };
  return eventRecord('reviews_clean', cloudEvent('ReviewPosted', id, data, context), userId);
}

/** Reads all the time: never an error, never less than before. */
function reading(readModel: ReadModel) {
  let on = true;
  let reads = 0;
  const read = async () => {
    let before = 0;
    while (on) {
      const [{ sum }] = await readModel.query<{ sum: number }>(
        'SELECT coalesce(sum(reviews), 0)::int AS sum FROM $schema.counts',
      );
      if (sum < before) throw new Error(`A read went back from ${before} to ${sum}.`);
      before = sum;
      reads++;
    }
    return reads;
  };
  const done = read();
  done.catch(() => undefined);
  const reading = {
    stop: () => {
      on = false;
      return done;
    },
  };
  running.push(reading);
  return reading;
}

async function caughtUp(): Promise<void> {
  const admin = new LogAdmin(kafka);
  for (const position of await newest(admin)) while (!(await watcher.waitForPosition(position, 1_000)));
}
/** The last records: the end of a partition may be the marker of a transaction, which is no record. */
async function newest(admin: LogAdmin) {
  const ends = await admin.endOffsets(await admin.partitionsOf(['reviews_clean']));
  return [...ends].map(([place, end]) => {
    const [topic, partition] = place.split('/');
    return { topic, partition: Number(partition), offset: String(end - 2) };
  });
}

it('is done while two instances work and people read: equal, and no read fails or goes back', async () => {
  const [first, second] = [startInstance('first'), startInstance('second')];
  await Promise.all([first.started, second.started]);
  const writing = reviewing();
  while (writing.rounds() < 20) await new Promise((resolve) => setImmediate(resolve));
  const reads = [reading(first.readModel), reading(second.readModel)];
  for (const number of [1, 2]) {
    await ask('ProjectionRebuildRequested');
    const { data } = await outcome('ProjectionRebuilt', number);
    expect(data.to).toEqual({ number: number + 1, version: 1 });
    for (const { rows, checksum, before } of data.tables) expect({ rows, checksum }).toEqual(before);
    expect(data.tables.map(({ table }) => table)).toEqual(['applied_events', 'counts']);
  }
  const rounds = await writing.stop();
  await caughtUp();
  for (const each of reads) expect(await each.stop()).toBeGreaterThan(0);
  expect(await watcher.query('SELECT DISTINCT reviews, count(*) AS users FROM $schema.counts GROUP BY 1')).toEqual([
    { reviews: rounds, users: USERS.length },
  ]);
  await Promise.all([first.stop(), second.stop()]);
  const groups = await kafka.ask(async (admin) => (await admin.listGroups()).groups.map(({ groupId }) => groupId));
  expect(groups.filter((group) => group.startsWith(`${namespace}.${READER}.`))).toEqual([]);
}, 120_000);

it('is verified while events keep coming, and the log wins over a corrupted row', async () => {
  const [first, second] = [startInstance('first'), startInstance('second')];
  await Promise.all([first.started, second.started]);
  const writing = reviewing();
  while (writing.rounds() < 20) await new Promise((resolve) => setImmediate(resolve));
  await ask('ProjectionVerifyRequested');
  const { data: sound } = await outcome('ProjectionVerified');
  expect(sound).toMatchObject({ equal: true, from: { number: 1 }, to: { number: 2 } });

  await first.readModel.query(`UPDATE $schema.counts SET reviews = reviews + 1000 WHERE user_id = 'user-3'`);
  await ask('ProjectionVerifyRequested');
  const { data: corrupt } = await outcome('ProjectionVerified', 2);
  expect(corrupt.equal).toBe(false);
  const differing = { rows: 1, keys: [{ key: '["user-3"]', how: 'changed' }] };
  expect(corrupt.tables.filter((table) => table.differing)).toMatchObject([{ table: 'counts', differing }]);

  await ask('ProjectionRebuildRequested');
  const { data: refused } = await outcome('ProjectionRebuildFailed');
  expect(refused).toMatchObject({ failure: { code: 'rebuild.different' } });
  expect(refused.tables?.filter((table) => table.differing)).toMatchObject([{ table: 'counts', differing }]);

  told = told.filter(({ type }) => type !== 'ProjectionRebuildFailed');
  await ask('ProjectionRebuildRequested', { logWins: true });
  const { data: won } = await outcome('ProjectionRebuilt');
  expect(won).toMatchObject({ logWins: true, from: { number: 1 } });
  expect(won.tables.filter((table) => table.differing)).toMatchObject([{ table: 'counts', differing }]);

  const rounds = await writing.stop();
  await caughtUp();
  expect(await watcher.query('SELECT DISTINCT reviews, count(*) AS users FROM $schema.counts GROUP BY 1')).toEqual([
    { reviews: rounds, users: USERS.length },
  ]);
  await ask('ProjectionVerifyRequested');
  expect((await outcome('ProjectionVerified', 3)).data.equal).toBe(true);
}, 120_000);

it('goes on after the instance that built it died, and is told once', async () => {
  await appender.append(USERS.flatMap((user) => [review(user, 0), review(user, 1)]));
  // Nothing moves the generation that answers, so this build can't finish before another instance does.
  const first = startInstance('first', { live: false });
  await first.started;
  await ask('ProjectionRebuildRequested');
  await outcome('ProjectionRebuildStarted');
  await first.stop();
  const second = startInstance('second');
  const { data, causationid } = await outcome('ProjectionRebuilt');
  expect(data.to).toEqual({ number: 2, version: 1 });
  expect(causationid).toBe(told.find(({ type }) => type === 'ProjectionRebuildRequested')?.id);
  await caughtUp();
  expect(await second.readModel.query('SELECT DISTINCT reviews FROM $schema.counts')).toEqual([{ reviews: 2 }]);
}, 60_000);

it('is verified once, though the request stands in the log twice', async () => {
  const first = startInstance('first');
  await first.started;
  const id = randomUUID();
  for (let times = 0; times < 2; times++) await ask('ProjectionVerifyRequested', {}, id);
  await outcome('ProjectionVerified');
  await ask('ProjectionVerifyRequested', {}, id);
  await ask('ProjectionRebuildRequested');
  await outcome('ProjectionRebuilt');
  expect(told.filter(({ type }) => type === 'ProjectionVerified')).toHaveLength(1);
}, 60_000);

it('is dropped when an operator says so, and the one before goes on answering', async () => {
  const first = startInstance('first', { live: false });
  await first.started;
  await appender.append(USERS.map((user) => review(user, 0)));
  await ask('ProjectionRebuildRequested');
  await outcome('ProjectionRebuildStarted');
  await ask('ProjectionRebuildCancelRequested');
  await outcome('ProjectionRebuildCancelled');
  expect(await first.readModel.schema()).toBe('counts_1');
  expect(told.filter(({ type }) => type === 'ProjectionRebuilt')).toEqual([]);
}, 60_000);

it('is done by itself for a new version, before the reader of that version starts', async () => {
  const first = startInstance('first');
  await first.started;
  await appender.append(USERS.map((user) => review(user, 0)));
  await caughtUp();
  await first.stop();
  const tables = countsProjection.tables.replace('reviews int NOT NULL', 'reviews int NOT NULL, note text');
  const second = startInstance('second', { projection: { ...countsProjection, version: 2, tables } });
  const { data } = await outcome('ProjectionRebuilt');
  expect([data.from, data.to]).toEqual([
    { number: 1, version: 1 },
    { number: 2, version: 2 },
  ]);
  await second.started;
  const rows = await second.readModel.query('SELECT DISTINCT reviews, note FROM $schema.counts');
  expect(rows).toEqual([{ reviews: 1, note: null }]);
}, 60_000);
