import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cloudEvent, eventRecord, type NewRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, LogAdmin, runReader, type KafkaClient } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { openDatabase, type Database } from './database.js';
import { insertRows } from './insert-rows.js';
import { projectionSink } from './read-model-sink.js';
import type { Projection } from './projection.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

const brokers = process.env.SHOP_TEST_KAFKA!;
const namespace = `test-${randomUUID()}`;
const connect = () => connectKafka({ brokers, clientId: 'test', namespace });
const POISON = 30;

/** The numbers that each user's reviews carry, in the order of the log. */
const numbersProjection: Projection = {
  name: 'numbers',
  version: 1,
  topics: ['reviews_clean'],
  tables: 'CREATE TABLE IF NOT EXISTS $schema.numbers (user_id text PRIMARY KEY, numbers text NOT NULL)',
  async apply(batch, db) {
    const numbers = new Map<string, string>();
    for (const { key, content } of batch.records)
      if (content.kind === 'event')
        numbers.set(key, `${numbers.get(key) ?? ''} ${(content.event.data as { text: string }).text}`);
    const columns = { user_id: 'text', numbers: 'text' };
    await insertRows(db, '$schema.numbers', columns, [...numbers], {
      merge: ['user_id'],
      set: 'numbers = t.numbers || excluded.numbers',
    });
  },
};

let kafka: KafkaClient;
let appender: KafkaAppender;
let admin: LogAdmin;
let temporary: TemporaryDatabase;
let database: Database;
let readModel: ReadModel;

beforeAll(async () => {
  kafka = connect();
  await ensureTopics(kafka, { partitions: 3 });
  appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
  admin = new LogAdmin(kafka);
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  database = openDatabase({ url: temporary.url, application: 'watcher' });
  readModel = new ReadModel(database, numbersProjection);
}, 60_000);
afterAll(async () => {
  await appender.close();
  await kafka.ask(async (ask) => {
    const own = (name: string) => name.startsWith(`${namespace}.`);
    await ask.deleteTopics({ topics: (await ask.listTopics()).filter(own) });
    await ask.deleteGroups((await ask.listGroups()).groups.map(({ groupId }) => groupId).filter(own));
  });
  await kafka.close();
  await database.close();
  await temporary.drop();
}, 60_000);

function review(userId: string, number: number): NewRecord {
  const id = `${userId}-${number}`;
  const data = { reviewId: id, sku: 'bread', productName: 'Bread', userId, rating: 5, text: String(number) };
  const context = { id, source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: userId };
  return eventRecord('reviews_clean', cloudEvent('ReviewPosted', id, data, context), userId);
}

/** One instance of a service: its own connections to broker and database. */
function startInstance(name: string) {
  const [own, ownDatabase] = [connect(), openDatabase({ url: temporary.url, application: name })];
  const sink = projectionSink({
    readModel: new ReadModel(ownDatabase, numbersProjection),
    reader: 'test.numbers',
    log: new LogAdmin(own),
    appender,
  });
  const reader = runReader(own, { name: 'test.numbers', topics: [topics.reviews_clean], sink });
  return {
    reader,
    async stop() {
      await reader.stop();
      await ownDatabase.close();
      await own.close();
    },
  };
}

/** Waits until everything in the log is applied. */
async function caughtUp(topic: 'reviews_clean'): Promise<void> {
  const ends = await admin.endOffsets(await admin.partitionsOf([topic]));
  for (const [place, end] of ends) {
    const [name, partition] = place.split('/');
    const position = { topic: name, partition: Number(partition), offset: String(end - 1) };
    while (end > 0 && !(await readModel.waitForPosition(position, 1_000)));
  }
}

it('loses and doubles nothing while connections are cut, instances change, and records repeat or are poison', async () => {
  const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  const rounds = Array.from({ length: 60 }, (_, number) => number);
  const first = startInstance('first');
  let second: ReturnType<typeof startInstance> | undefined;
  for (const number of rounds) {
    const records = users.map((userId) => review(userId, number));
    // Every tenth round is written twice, as a producer that retries would.
    await appender.append(number % 10 === 9 ? [...records, ...records] : records);
    if (number < POISON) await appender.append([{ topic: 'reviews_clean', key: `user-${number}`, value: 'not json' }]);
    if (number === 20) second = startInstance('second');
    if (number % 7 === 3)
      await database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name IN ('first', 'second')`,
      );
    if (number === 40) await first.stop();
  }
  await caughtUp('reviews_clean');
  await second?.stop();

  const rows = await readModel.query<{ user_id: string; numbers: string }>('SELECT * FROM $schema.numbers');
  expect(rows).toHaveLength(users.length);
  const expected = ` ${rounds.join(' ')}`;
  for (const { numbers } of rows) expect(numbers).toBe(expected);
  const deadLetters = await admin.endOffsets(await admin.partitionsOf(['dead_letters']));
  // A dead letter may be written again after trouble, never too few times.
  expect([...deadLetters.values()].reduce((sum, end) => sum + end, 0)).toBeGreaterThanOrEqual(POISON);
  const ends = await admin.endOffsets(await admin.partitionsOf(['reviews_clean']));
  expect(await readModel.checkpoints()).toEqual(ends);
}, 120_000);
