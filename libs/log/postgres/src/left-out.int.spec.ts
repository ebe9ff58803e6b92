import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudEvent, deadLetterHeaders, eventRecord, type LogRecord } from '@shop/log-core';
import {
  connectKafka,
  ControlReader,
  ensureTopics,
  foldSink,
  KafkaAppender,
  LogAdmin,
  Rebuilder,
  runReader,
  type KafkaClient,
  type RunningReader,
} from '@shop/log-kafka';
import { topics, type ControlEvent, type Position, type ReviewPosted } from '@shop/topics';
import { openDatabase, type Database } from './database.js';
import { insertRows } from './insert-rows.js';
import type { Projection } from './projection.js';
import { projectionSink } from './read-model-sink.js';
import { ReadModel } from './read-model.js';
import { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';

const READER = 'test.texts';

/** The text of every review; fails of those that say "boom" until it is mended. */
const textsProjection = (isMended: () => boolean): Projection => ({
  name: 'texts',
  version: 1,
  topics: ['reviews_clean'],
  tables: 'CREATE TABLE IF NOT EXISTS $schema.texts (review_id text PRIMARY KEY, text text NOT NULL)',
  async apply(batch, db) {
    const rows = batch.records.map(({ content }) => {
      const { reviewId, text } = (content as { event: { data: ReviewPosted } }).event.data;
      if (text === 'boom' && !isMended()) throw new RangeError(`Invalid time value in ${reviewId}`);
      return [reviewId, text];
    });
    await insertRows(db, '$schema.texts', { review_id: 'text', text: 'text' }, rows);
  },
});

let kafka: KafkaClient;
let namespace: string;
let appender: KafkaAppender;
let temporary: TemporaryDatabase;
let admin: Database;
let told: ControlEvent[];
let letters: LogRecord[];
let waiting: (() => void)[];
let watch: RunningReader;
let running: { stop(): Promise<void> }[];

beforeEach(async () => {
  namespace = `test-${randomUUID()}`;
  const connect = () => connectKafka({ brokers: process.env.SHOP_TEST_KAFKA!, clientId: 'test', namespace });
  kafka = connect();
  const names = ['reviews_clean', 'control_events', 'dead_letters'] as const;
  await ensureTopics(kafka, { partitions: 2, topics: names.map((name) => topics[name]) });
  appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
  temporary = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  admin = openDatabase({ url: temporary.url, application: 'admin' });
  [told, letters, waiting, running] = [[], [], [], []];
  const fold = ({ topic, records }: { topic: string; records: readonly LogRecord[] }) => {
    if (topic === 'dead_letters') letters.push(...records);
    else for (const { content } of records) if (content.kind === 'event') told.push(content.event as ControlEvent);
    for (const resolve of waiting.splice(0)) resolve();
  };
  const watched = [topics.control_events, topics.dead_letters];
  watch = runReader(kafka, { name: 'test.watch', group: 'own', topics: watched, sink: foldSink({ kafka, fold }) });
}, 60_000);
afterEach(async () => {
  await Promise.all([watch, ...running].map((each) => each.stop()));
  await appender.close();
  await kafka.ask(async (ask) => {
    const own = (name: string) => name.startsWith(`${namespace}.`);
    await ask.deleteTopics({ topics: (await ask.listTopics()).filter(own) });
    const groups = (await ask.listGroups()).groups.map(({ groupId }) => groupId).filter(own);
    if (groups.length > 0) await ask.deleteGroups(groups);
  });
  await kafka.close();
  await admin.close();
  await temporary.drop();
}, 60_000);

/** Resolves when the condition holds; it is looked at when a control event or a dead letter has come. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
}

/** An instance of the service. */
async function startInstance({ url = temporary.url, isMended = (): boolean => false } = {}) {
  const database = openDatabase({ url, application: 'instance' });
  const readModel = new ReadModel(database, textsProjection(isMended));
  const sink = projectionSink({ readModel, reader: READER, log: new LogAdmin(kafka), appender });
  const control = new ControlReader({ kafka, appender, app: 'test', instance: 'test-1' });
  const reads = [topics.reviews_clean];
  const rebuilder = new Rebuilder({ kafka, control, reader: READER, topics: reads, rebuilding: sink.rebuilding! });
  await control.caughtUp();
  await rebuilder.start();
  let failure: Error | undefined;
  const reader = runReader(kafka, {
    name: READER,
    topics: reads,
    sink,
    skipping: control.skipping(READER),
    onFailed: (error) => (failure = error),
  });
  const instance = {
    readModel,
    reader,
    failure: () => failure,
    async stop() {
      running = running.filter((each) => each !== instance);
      await control.stop();
      await rebuilder.stop();
      await reader.stop();
      await database.close();
    },
  };
  running.push(instance);
  return instance;
}

/** Appends one review for each text, by one user, so that they stand in one partition. */
async function review(...texts: string[]): Promise<Position[]> {
  const records = texts.map((text) => {
    const reviewId = randomUUID();
    const data = { reviewId, sku: 'bread', productName: 'Bread', userId: 'ann', rating: 5, text };
    const context = { id: reviewId, source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: 'a' };
    return eventRecord('reviews_clean', cloudEvent('ReviewPosted', reviewId, data, context), 'ann');
  });
  return appender.append(records);
}

async function ask(type: ControlEvent['type'], data: object = {}): Promise<void> {
  const id = randomUUID();
  const context = { id, source: '/ops-api', time: new Date().toISOString(), correlationid: id, actor: 'olga' };
  await appender.append([
    eventRecord('control_events', cloudEvent(type, READER, { reader: READER, ...data }, context)),
  ]);
}
const outcomes = () => told.filter(({ type }) => type === 'ProjectionRebuilt' || type === 'ProjectionRebuildFailed');
async function rebuilt(count: number) {
  await ask('ProjectionRebuildRequested');
  await until(() => outcomes().length >= count);
  expect(outcomes().at(-1)).toMatchObject({ type: 'ProjectionRebuilt' });
  return (outcomes().at(-1) as ControlEvent & { type: 'ProjectionRebuilt' }).data;
}
const textsIn = async (readModel: ReadModel) =>
  (await readModel.query<{ text: string }>('SELECT text FROM $schema.texts ORDER BY 1')).map(({ text }) => text);
const codes = () => letters.map(({ raw }) => raw.headers[deadLetterHeaders.code]);
const offsets = () => letters.map(({ raw }) => raw.headers[deadLetterHeaders.offset]);
const skipped = () => told.filter(({ type }) => type === 'RecordSkipped');

describe('a record that a projection fails of', () => {
  it('is put away once, a rebuild equals what answers, and applies it after it was taken back', async () => {
    let isMended = false;
    const { readModel } = await startInstance({ isMended: () => isMended });
    const positions = await review('a', 'b', 'boom', 'c', 'd');
    await readModel.waitForPosition(positions[4], 30_000);
    expect(await textsIn(readModel)).toEqual(['a', 'b', 'c', 'd']);
    expect([codes(), offsets()]).toEqual([['handler.failed'], [positions[2].offset]]);
    expect(letters[0].raw.headers[deadLetterHeaders.message]).toMatch(/^RangeError: Invalid time value in /);
    expect(skipped()).toMatchObject([{ data: { position: positions[2] } }]);

    // The rebuild equals what answers, although the handler would know what to do by now.
    isMended = true;
    const { tables } = await rebuilt(1);
    for (const { rows, checksum, before } of tables) expect(before).toEqual({ rows, checksum });
    expect(await textsIn(readModel)).toEqual(['a', 'b', 'c', 'd']);

    await ask('RecordSkipTakenBack', { position: positions[2] });
    expect((await rebuilt(2)).logWins).toBe(true);
    await readModel.refresh();
    expect(await textsIn(readModel)).toEqual(['a', 'b', 'boom', 'c', 'd']);
    const { tables: again, logWins } = await rebuilt(3);
    expect(logWins).toBeUndefined();
    for (const { rows, checksum, before } of again) expect(before).toEqual({ rows, checksum });
    expect(codes()).toEqual(['handler.failed']);
  }, 90_000);

  it('is named by an operator after it was applied, and the next rebuild leaves it out', async () => {
    const { readModel } = await startInstance();
    const positions = await review('a', 'wrong', 'b');
    await readModel.waitForPosition(positions[2], 30_000);
    await ask('RecordSkipRequested', { position: positions[1], reason: 'Nobody wrote this.' });
    await rebuilt(1);
    await readModel.refresh();
    expect(await textsIn(readModel)).toEqual(['a', 'b']);
  }, 60_000);

  it('stops a rebuild with its name, and not what answers', async () => {
    let fails = false;
    const { readModel, reader } = await startInstance({ isMended: () => !fails });
    const positions = await review('a', 'boom');
    await readModel.waitForPosition(positions[1], 30_000);
    fails = true;
    await ask('ProjectionRebuildRequested');
    await until(() => outcomes().length > 0);
    const { topic, partition, offset } = positions[1];
    expect(outcomes()).toMatchObject([
      { type: 'ProjectionRebuildFailed', data: { failure: { code: 'rebuild.failed' } } },
    ]);
    expect(JSON.stringify(outcomes())).toContain(`${topic}/${partition}/${offset}`);
    expect(skipped()).toEqual([]);
    expect([await textsIn(readModel), reader.status().state]).toEqual([['a', 'boom'], 'running']);
  }, 60_000);
});

describe('trouble that is everybody’s puts nothing away', () => {
  it('when the connections are cut again and again', async () => {
    const { readModel, reader } = await startInstance();
    const all: Position[] = [];
    for (let round = 0; round < 15; round++) {
      all.push(...(await review(`${round}`)));
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'instance%'`,
      );
    }
    while (!(await readModel.waitForPosition(all[14], 5_000).catch(() => false)));
    expect(await textsIn(readModel)).toHaveLength(15);
    expect([codes(), skipped(), reader.status().state]).toEqual([[], [], 'running']);
  }, 60_000);

  it('when a permission is gone, and it goes on when it is back', async () => {
    const role = `test_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    try {
      const url = new URL(temporary.url);
      [url.username, url.password] = [role, role];
      await admin.query(`GRANT CREATE ON DATABASE ${url.pathname.slice(1)} TO ${role}`);
      const instance = await startInstance({ url: url.href });
      const { readModel, reader } = instance;
      const [first] = await review('before');
      await readModel.waitForPosition(first, 30_000);
      await admin.query(`REVOKE INSERT ON texts_1.texts FROM ${role}`);
      const [second] = await review('meanwhile');
      // It has tried, and tried again.
      const seen = new Set<string>();
      while (!/permission denied/.test([...seen].join())) {
        seen.add(reader.status().trouble ?? '');
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect([codes(), skipped(), instance.failure()]).toEqual([[], [], undefined]);
      await admin.query(`GRANT INSERT ON texts_1.texts TO ${role}`);
      await readModel.waitForPosition(second, 30_000);
      expect(await textsIn(readModel)).toEqual(['before', 'meanwhile']);
      expect([codes(), skipped()]).toEqual([[], []]);
      await instance.stop();
    } finally {
      await admin.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER`);
      await admin.query(`DROP OWNED BY ${role}`);
      await admin.query(`DROP ROLE ${role}`);
    }
  }, 60_000);
});
