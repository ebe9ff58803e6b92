import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { deadLetterHeaders, keyOf, type NewRecord } from '@shop/log-core';
import { KafkaTransactionalAppender, LogAdmin, type RunningReader } from '@shop/log-kafka';
import type { CloudEvent, ReviewPosted } from '@shop/topics';
import { runTopology } from './run-topology.js';
import { greeting } from './testing/greeting.topology.js';
import { openStreamsLog, reviewRecord, userRecord, type StreamsLog } from './testing/streams-for-tests.js';

let log: StreamsLog;
let readers: RunningReader[] = [];

beforeAll(async () => {
  log = await openStreamsLog(['reviews_clean', 'users', 'reviews', 'review_pipeline_waiting', 'dead_letters']);
}, 30_000);
afterEach(async () => {
  await Promise.all(readers.map((reader) => reader.stop()));
  readers = [];
});
afterAll(() => log.close());

/** Starts an instance, and waits until it works. */
async function start(): Promise<RunningReader> {
  const reader = runTopology(log.kafka, greeting);
  readers.push(reader);
  await reader.caughtUp();
  return reader;
}
const append = (...records: NewRecord[]) => log.appender.append(records);
/** Appends a record as large as a broker takes, which ours is not meant to. */
async function appendLargest(key: string, value: string): Promise<void> {
  const foreign = await KafkaTransactionalAppender.open(log.kafka, 'test.foreign');
  const transaction = await foreign.begin();
  await transaction.append([{ topic: 'reviews_clean', key, value }]);
  await transaction.commit();
  await foreign.close();
}
/** Ids and texts of what came out, of one user. */
const out = (userId: string) =>
  log.read('reviews').flatMap(({ key, content }) => {
    if (key !== userId || content.kind !== 'event') return [];
    const { reviewId, text } = (content.event as CloudEvent<string, ReviewPosted>).data;
    return [[reviewId, text]];
  });
const arrives = (userId: string, count: number) => log.until(() => out(userId).length >= count);

describe('a running topology', () => {
  test('joins with the row that has arrived, and respects a change of it', async () => {
    await append(userRecord('ann', 'Platinum'));
    await start();
    await append(reviewRecord({ reviewId: 'a1' }));
    await arrives('ann', 1);
    await append(userRecord('ann', 'Gold'));
    // Nobody promises an order between two topics: records are appended until one met the new row.
    let n = 1;
    while (out('ann').at(-1)?.[1] !== 'Gold') {
      await append(reviewRecord({ reviewId: `a${++n}` }));
      await arrives('ann', n);
    }
    expect(out('ann').map(([id]) => id)).toEqual(Array.from({ length: n }, (_, i) => `a${i + 1}`));
    expect(out('ann')[0]).toEqual(['a1', 'Platinum']);
  }, 30_000);

  test('reads the table to its end before the first record', async () => {
    await append(...Array.from({ length: 500 }, (_, n) => userRecord('bea', n < 499 ? 'Bronze' : 'Silver')));
    await append(reviewRecord({ reviewId: 'b1', userId: 'bea' }));
    await start();
    await arrives('bea', 1);
    expect(out('bea')).toEqual([['b1', 'Silver']]);
  }, 30_000);

  test('lets a record wait, over a restart, and releases it when the row arrives', async () => {
    const first = await start();
    await append(reviewRecord({ reviewId: 'c1', userId: 'cem' }), reviewRecord({ reviewId: 'c2', userId: 'cem' }));
    await log.until(() => log.read('review_pipeline_waiting').length >= 2);
    await first.stop();
    await append(userRecord('cem', 'Bronze'));
    await start();
    await arrives('cem', 2);
    expect(out('cem')).toEqual([
      ['c1', 'Bronze'],
      ['c2', 'Bronze'],
    ]);
    await log.until(() => log.read('review_pipeline_waiting').length >= 4);
    expect(log.read('review_pipeline_waiting').map(({ content }) => content.kind)).toEqual([
      'row',
      'row',
      'tombstone',
      'tombstone',
    ]);
  }, 30_000);

  test('lets a review of a deleted user wait', async () => {
    await append(userRecord('dan', 'Gold'), userRecord('dan'));
    await start();
    const before = log.read('review_pipeline_waiting').length;
    await append(reviewRecord({ reviewId: 'd1', userId: 'dan' }));
    await log.until(() => log.read('review_pipeline_waiting').length > before);
    expect(out('dan')).toEqual([]);
  }, 30_000);

  test('sends what is wrong to the dead letters, with its bytes, and goes on', async () => {
    await append(userRecord('eve', 'Gold'));
    await start();
    await append(
      { topic: 'reviews_clean', key: 'eve', value: 'not json' },
      reviewRecord({ reviewId: 'e1', userId: 'eve', text: 'refuse me' }),
      reviewRecord({ reviewId: 'e2', userId: 'eve', text: 'leave me out' }),
      { topic: 'users', key: 'eve', value: '{"userId":"eve"}' },
      reviewRecord({ reviewId: 'e3', userId: 'eve' }),
    );
    await arrives('eve', 1);
    await log.until(() => log.read('dead_letters').length >= 3);
    expect(out('eve')).toEqual([['e3', 'Gold']]);
    const reasons = log.read('dead_letters').map(({ raw }) => raw.headers[deadLetterHeaders.code]);
    expect(reasons.sort()).toEqual(['json.invalid', 'schema.mismatch', 'test.refused']);
    const bytes = log.read('dead_letters').map(({ raw }) => Buffer.from(raw.value!).toString());
    expect(bytes).toContain('not json');
  }, 30_000);

  test('shows no lag when it has caught up, transaction markers included', async () => {
    await start();
    await append(userRecord('fay', 'Gold'), reviewRecord({ reviewId: 'f1', userId: 'fay' }));
    await arrives('fay', 1);
    const admin = new LogAdmin(log.kafka);
    const places = await admin.partitionsOf(['reviews_clean', 'users', 'review_pipeline_waiting']);
    const lag = async () => {
      const [ends, at] = await Promise.all([admin.endOffsets(places), admin.groupOffsets(greeting.reader, places)]);
      return places.reduce((sum, place) => sum + (ends.get(keyOf(place)) ?? 0) - (at.get(keyOf(place)) ?? 0), 0);
    };
    while ((await lag()) > 0);
    expect(await lag()).toBe(0);
  }, 30_000);

  test('works through a backlog whose output is larger than one request, and through the largest poison', async () => {
    await append(userRecord('hal', 'Gold'));
    const text = 'x'.repeat(1_900);
    for (let part = 0; part < 4; part++)
      await append(
        ...Array.from({ length: 300 }, (_, n) => reviewRecord({ reviewId: `h${part * 300 + n}`, userId: 'hal', text })),
      );
    const before = log.read('dead_letters').length;
    await appendLargest('hal', 'x'.repeat(1_048_400));
    await start();
    await arrives('hal', 1_200);
    await log.until(() => log.read('dead_letters').length > before);
    expect(out('hal').map(([id]) => id)).toEqual(Array.from({ length: 1_200 }, (_, n) => `h${n}`));
    expect(log.read('dead_letters').at(-1)?.raw.value).toHaveLength(1_048_400);
  }, 60_000);

  test('is shared by two instances, and each record comes out once', async () => {
    const users = Array.from({ length: 8 }, (_, n) => `gil-${n}`);
    await append(...users.map((user) => userRecord(user, 'Gold')));
    await start();
    const post = (n: number) =>
      append(...users.map((userId) => reviewRecord({ reviewId: `${userId}-${n}`, userId, text: `${n}` })));
    for (let n = 0; n < 10; n++) await post(n);
    const second = runTopology(log.kafka, greeting);
    readers.push(second);
    for (let n = 10; n < 20; n++) await post(n);
    await second.caughtUp();
    await readers[0].stop();
    for (let n = 20; n < 30; n++) await post(n);
    await Promise.all(users.map((user) => arrives(user, 30)));
    for (const user of users)
      expect(out(user).map(([id]) => id)).toEqual(Array.from({ length: 30 }, (_, n) => `${user}-${n}`));
  }, 60_000);
});
