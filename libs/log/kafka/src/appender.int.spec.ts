import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AppendFailed } from '@shop/log-core';
import { topics } from '@shop/topics';
import { KafkaAppender } from './appender.js';
import { connectKafka } from './client.js';
import { LogAdmin } from './admin.js';
import { partitionOf } from './murmur2.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog(['dead_letters', 'alert_events', 'orders']);
}, 30_000);
afterAll(() => log.close());

/** Everything in a topic, once it was read to its end. */
async function contents(topic: 'dead_letters'): Promise<MemorySink> {
  const sink = new MemorySink();
  const reader = runReader(log.kafka, { name: 'test.contents', topics: [topics[topic]], group: 'own', sink });
  await reader.caughtUp();
  await reader.stop();
  return sink;
}

describe('appending', () => {
  test('tells the position of each record, in the order given, and keeps the order per key', async () => {
    const keys = Array.from({ length: 50 }, (_, i) => `key-${i % 7}`);
    const calls = Array.from({ length: 20 }, (_, call) =>
      log.appender.append(keys.map((key, i) => ({ topic: 'dead_letters', key, value: `${call}:${i}` }))),
    );
    const positions = await Promise.all(calls);
    const { records } = await contents('dead_letters');
    const at = new Map(records.map((r) => [`${r.partition}/${r.offset}`, Buffer.from(r.raw.value!).toString()]));
    for (const [call, answer] of positions.entries())
      for (const [i, { partition, offset }] of answer.entries()) {
        expect(partition).toBe(partitionOf(Buffer.from(keys[i]), 3));
        expect(at.get(`${partition}/${offset}`)).toBe(`${call}:${i}`);
      }
    for (const key of new Set(keys)) {
      const own = records.filter((record) => record.key === key).map((r) => Buffer.from(r.raw.value!).toString());
      const given = Array.from({ length: 20 }, (_, call) =>
        keys.flatMap((k, i) => (k === key ? [`${call}:${i}`] : [])),
      );
      expect(own).toEqual(given.flat());
    }
  });

  test('gathers what comes while a request is on its way', async () => {
    const before = performance.now();
    await log.appender.append([{ topic: 'orders', key: 'a', value: 'x' }]);
    const one = performance.now() - before;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 2_000 }, (_, i) => log.appender.append([{ topic: 'orders', key: `${i}`, value: 'x' }])),
    );
    // 2,000 calls that waited for each other would take 2,000 round trips.
    expect(performance.now() - started).toBeLessThan(Math.max(one, 1) * 500);
  });

  test('a record that is too large, or of an unknown topic, harms no other', async () => {
    const [large, unknown, good] = await Promise.allSettled([
      log.appender.append([{ topic: 'orders', key: 'a', value: 'x'.repeat(1_000_000) }]),
      log.appender.append([{ topic: 'nowhere', key: 'a', value: 'x' }]),
      log.appender.append([{ topic: 'orders', key: 'a', value: 'x' }]),
    ]);
    expect(large).toMatchObject({ status: 'rejected', reason: { name: 'AppendFailed', unknown: false } });
    expect(unknown).toMatchObject({ status: 'rejected', reason: { name: 'AppendFailed', unknown: false } });
    expect(good.status).toBe('fulfilled');
  });

  test('with the broker away it rejects in time, knowing that nothing was sent', async () => {
    const nobody = connectKafka({ brokers: '127.0.0.1:1', clientId: 'test' });
    const appender = new KafkaAppender(nobody, { timeoutMs: 500 });
    const started = performance.now();
    const failure = await appender.append([{ topic: 'orders', key: 'a', value: 'x' }]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppendFailed);
    expect((failure as AppendFailed).unknown).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
    await appender.close();
    await nobody.close();
  });

  test('a call that has less time than others gives up alone', async () => {
    const nobody = connectKafka({ brokers: '127.0.0.1:1', clientId: 'test' });
    const appender = new KafkaAppender(nobody, { timeoutMs: 1_500 });
    const ends: string[] = [];
    const record = { topic: 'orders', key: 'a', value: 'x' };
    const patient = appender.append([record]).catch(() => ends.push('patient'));
    const hurried = appender.append([record], 100).catch(() => ends.push('hurried'));
    await Promise.all([patient, hurried]);
    expect(ends).toEqual(['hurried', 'patient']);
    await appender.close();
    await nobody.close();
  });

  test('what is queued is bounded', async () => {
    const small = new KafkaAppender(log.kafka, { maxQueuedRecords: 10 });
    await small.append([{ topic: 'orders', key: 'a', value: 'x' }]);
    const calls = Array.from({ length: 20 }, () => small.append([{ topic: 'orders', key: 'a', value: 'x' }]));
    const results = await Promise.allSettled(calls);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await small.close();
  });
});

describe('administration', () => {
  test('end offsets count records, and a group that never committed is unknown', async () => {
    const admin = new LogAdmin(log.kafka);
    const before = await admin.endOffsets([{ topic: 'alert_events', partition: 0 }]);
    await log.appender.append([{ topic: 'alert_events', key: 'a', value: 'x' }]);
    const after = await admin.endOffsets([{ topic: 'alert_events', partition: 0 }]);
    expect(after.get('alert_events/0')! - before.get('alert_events/0')!).toBe(1);
    expect(await admin.groupOffsets('nobody.reads', [{ topic: 'alert_events', partition: 0 }])).toEqual(new Map());
    expect(await admin.clusterId()).toMatch(/\S+/);
  });
});
