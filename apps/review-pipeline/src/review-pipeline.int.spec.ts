import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, testSession } from '@shop/http';
import { cloudEvent, eventRecord, parseLineage, type LogRecord, type NewRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, foldSink, KafkaAppender, runReader, type RunningReader } from '@shop/log-kafka';
import { Log } from '@shop/log-nest';
import { reviewPipeline } from '@shop/review-pipeline-topology';
import { topics, type LoyaltyStatus, type Topic, type TopicName, type UnhappyVip } from '@shop/topics';
import { AppModule } from './app.module.js';

jest.setTimeout(60_000);

const namespace = `test-${randomUUID()}`;
const kafka = connectKafka({ brokers: process.env['SHOP_TEST_KAFKA']!, clientId: 'test', namespace });
const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
const followed: TopicName[] = [
  'reviews',
  'users',
  'reviews_clean',
  'enriched_reviews',
  'unhappy_vips',
  'dead_letters',
  'control_events',
];
const seen: LogRecord[] = [];
const looks = new Set<() => void>();
let app: NestFastifyApplication;
let follower: RunningReader;

beforeAll(async () => {
  await ensureTopics(kafka, { partitions: 3 });
  Object.assign(process.env, { KAFKA_BROKERS: process.env['SHOP_TEST_KAFKA'], SHOP_NAMESPACE: namespace });
  const session = await testSession();
  app = await createService({
    name: 'review-pipeline',
    module: AppModule,
    env: session.env,
    sessionKeys: session.keys,
  });
  follower = runReader(kafka, {
    name: 'test.follower',
    group: 'own',
    topics: followed.map((name): Topic => topics[name]),
    sink: foldSink({
      kafka,
      fold: (batch) => {
        seen.push(...batch.records);
        for (const look of looks) look();
      },
    }),
  });
  await follower.caughtUp();
  await Promise.all(reviewPipeline.map(({ reader }) => app.get(Log).caughtUp(reader)));
});
afterAll(async () => {
  await Promise.all([app.close(), follower.stop()]);
  await appender.close();
  await kafka.ask(async (admin) => {
    await admin.deleteTopics({ topics: (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`)) });
  });
  await kafka.close();
  for (const name of ['KAFKA_BROKERS', 'SHOP_NAMESPACE']) delete process.env[name];
});

/** Resolves when the condition holds for what was read so far. */
const until = (condition: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (!condition()) return;
      looks.delete(look);
      resolve();
    };
    looks.add(look);
    look();
  });
const user = (userId: string, loyaltyStatus: LoyaltyStatus): NewRecord => {
  const row = {
    userId,
    name: userId,
    email: `${userId}@example.com`,
    loyaltyStatus,
    updatedAt: '2026-01-01T00:00:00Z',
  };
  return { topic: 'users', key: userId, value: JSON.stringify(row) };
};
const review = (reviewId: string, userId: string, rating = 1): NewRecord => {
  const data = { reviewId, sku: 'bread', productName: 'Bread', userId, rating, text: 'dry' };
  const context = { id: `event-${reviewId}`, source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c' };
  const event = cloudEvent('ReviewPosted', reviewId, data, { ...context, actor: userId });
  return { topic: 'reviews', key: reviewId, value: JSON.stringify(event) };
};
/** Where a review is in a topic. */
const of = (reviewId: string, topic: TopicName) =>
  seen.filter(
    (record) =>
      record.topic === topic &&
      record.content.kind === 'event' &&
      (record.content.event.data as UnhappyVip).reviewId === reviewId,
  );

test('says that it is ready once every task runs', async () => {
  expect((await app.inject('/health/ready')).statusCode).toBe(200);
});

test('a bad review of a Platinum customer passes four topics once each, keyed by the customer', async () => {
  await appender.append([user('pat', 'Platinum')]);
  await appender.append([review('r1', 'pat')]);
  await until(() => of('r1', 'unhappy_vips').length > 0);
  const way = (['reviews', 'reviews_clean', 'enriched_reviews', 'unhappy_vips'] as const).map((name) => of('r1', name));
  expect(way.map((records) => records.length)).toEqual([1, 1, 1, 1]);
  const [[raw], [clean], [enriched], [vip]] = way;
  expect([clean.key, enriched.key, vip.key]).toEqual(['pat', 'pat', 'pat']);
  expect(new Set([clean, enriched, vip].map(({ partition }) => partition)).size).toBe(1);
  if (vip.content.kind !== 'event') throw new Error('no event');
  expect(parseLineage(vip.content.event.lineage)).toEqual(
    [raw, clean, enriched].map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })),
  );
  expect(vip.content.event.data).toMatchObject({
    rule: 'rating 1 < 3 and loyaltyStatus Platinum',
    userRow: { position: { topic: 'users', partition: vip.partition } },
  });
});

test('a change of status decides about the next review', async () => {
  await appender.append([user('gil', 'Platinum')]);
  await appender.append([review('g1', 'gil')]);
  await until(() => of('g1', 'unhappy_vips').length > 0);
  await appender.append([user('gil', 'Gold')]);
  // The order of two topics is nobody's promise: reviews are posted until one was joined with the new row.
  let last = '';
  for (let n = 2; ; n++) {
    await appender.append([review((last = `g${n}`), 'gil')]);
    await until(() => of(last, 'enriched_reviews').length > 0);
    const [{ content }] = of(last, 'enriched_reviews');
    if (content.kind === 'event' && (content.event.data as UnhappyVip).customer.loyaltyStatus === 'Gold') break;
  }
  await appender.append([review('p2', 'pat')]);
  await until(() => of('p2', 'unhappy_vips').length > 0);
  expect(of(last, 'unhappy_vips')).toEqual([]);
});

test('poison is one dead letter, and the next review still comes through', async () => {
  await appender.append([{ topic: 'reviews', key: 'x', value: 'not json' }, review('p3', 'pat')]);
  await until(() => of('p3', 'unhappy_vips').length > 0 && seen.some(({ topic }) => topic === 'dead_letters'));
  const dead = seen.filter(({ topic }) => topic === 'dead_letters');
  expect(dead.map(({ raw }) => Buffer.from(raw.value!).toString())).toEqual(['not json']);
});

/** Asks a reader to pause, to go back to the beginning of a topic, and to go on. */
async function goBack(reader: string, topic: TopicName): Promise<void> {
  const positions = [0, 1, 2].map((partition) => ({ topic, partition, offset: '0' }));
  const wishes = [
    ['ReaderPauseRequested', { reader }],
    ['ReaderMoveRequested', { reader, to: 'beginning', positions }],
    ['ReaderResumeRequested', { reader }],
  ] as const;
  const context = { source: '/test', time: '2026-01-01T00:00:00.000Z', correlationid: 'c', actor: 'ops' };
  for (const [type, data] of wishes)
    await appender.append([
      eventRecord('control_events', cloudEvent(type, reader, data, { ...context, id: randomUUID() })),
    ]);
}
const reported = (type: string, reader: string) =>
  seen.filter(
    ({ content }) => content.kind === 'event' && content.event.type === type && content.event.subject === reader,
  );

test('the filter can go back: it says the same again, under the same ids', async () => {
  const ids = () =>
    seen.flatMap(({ topic, content }) =>
      topic === 'unhappy_vips' && content.kind === 'event' ? [content.event.id] : [],
    );
  const before = ids();
  await goBack('review-pipeline.filter', 'enriched_reviews');
  await until(() => ids().length >= 2 * before.length);
  await until(() => reported('ReaderMoved', 'review-pipeline.filter').length > 0);
  expect(ids().toSorted()).toEqual([...before, ...before].toSorted());
  // What comes next comes once.
  await appender.append([review('after', 'pat')]);
  await until(() => of('after', 'unhappy_vips').length > 0);
  expect(ids()).toHaveLength(2 * before.length + 1);
});

test('whoever joins can not: it would decide again with the rows of now', async () => {
  const before = seen.filter(({ topic }) => topic === 'enriched_reviews').length;
  await goBack('review-pipeline.enrich', 'reviews_clean');
  await until(() => reported('ReaderMoveRefused', 'review-pipeline.enrich').length > 0);
  const [{ content }] = reported('ReaderMoveRefused', 'review-pipeline.enrich');
  expect(content).toMatchObject({ event: { data: { refusal: { code: 'reader.wouldDecideAgain' } } } });
  await appender.append([review('joined', 'pat')]);
  await until(() => of('joined', 'enriched_reviews').length > 0);
  expect(seen.filter(({ topic }) => topic === 'enriched_reviews')).toHaveLength(before + 1);
});
