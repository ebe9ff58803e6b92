import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendAll, AppendFailed, RecordTooLarge } from '@shop/log-core';
import { topics } from '@shop/topics';
import { KafkaAppender } from './appender.js';
import { connectKafka, type KafkaClient } from './client.js';
import { LogAdmin } from './admin.js';
import { partitionOf } from './murmur2.js';
import { readToEnd } from './read-to-end.js';
import { runReader } from './reader.js';
import { MemorySink, openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog(['dead_letters', 'alert_events', 'alert_notes', 'orders']);
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

/** The same client, and how many requests to append its producers have sent. */
function countingRequests(client: KafkaClient): { client: KafkaClient; requests: () => number } {
  let sent = 0;
  const kafkaOf = client.kafka.bind(client);
  client.kafka = (overrides) => {
    const kafka = kafkaOf(overrides);
    const producerOf = kafka.producer.bind(kafka);
    kafka.producer = (config) => {
      const producer = producerOf(config);
      producer.on(producer.events.REQUEST, ({ payload }) => void (sent += payload.apiName === 'Produce' ? 1 : 0));
      return producer;
    };
    return kafka;
  };
  return { client, requests: () => sent };
}

/** Takes connections, and says nothing. */
async function brokerThatNeverAnswers(): Promise<{ address: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
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

  test('gathers what comes in one turn, and what comes while a request is on its way', async () => {
    const { client, requests } = countingRequests(log.connect());
    const appender = new KafkaAppender(client, { timeoutMs: 10_000 });
    await appender.append([{ topic: 'orders', key: 'a', value: 'x' }]);
    const before = requests();
    const call = (_: unknown, i: number) => appender.append([{ topic: 'orders', key: `${i}`, value: 'x' }]);
    const calls = Array.from({ length: 2_000 }, call);
    await setImmediate();
    calls.push(...Array.from({ length: 2_000 }, call));
    await Promise.all(calls);
    // One for each of two lines, and another for what came meanwhile: 4,000 calls one by one would be 4,000.
    expect(requests() - before).toBeLessThanOrEqual(4);
    await appender.close();
  });

  test('takes any number of records in parts, in their order, where they are too many at once', async () => {
    const appender = new KafkaAppender(log.connect(), { timeoutMs: 10_000, maxQueuedRecords: 300 });
    const records = Array.from({ length: 2_500 }, (_, i) => ({
      topic: 'alert_notes',
      key: `key-${i % 3}`,
      value: `${i}`,
    }));
    await expect(appender.append(records)).rejects.toThrow(RecordTooLarge);
    await appendAll(appender, records);
    await appender.close();
    const perKey = new Map<string, number[]>();
    const partitions = [0, 1, 2].map((partition) => ({ topic: topics.alert_notes, partition }));
    await readToEnd(log.kafka, partitions, ({ bad }) => {
      for (const { raw } of bad) {
        const key = Buffer.from(raw.key!).toString();
        perKey.set(key, [...(perKey.get(key) ?? []), Number(Buffer.from(raw.value!).toString())]);
      }
    });
    for (const [i, key] of ['key-0', 'key-1', 'key-2'].entries())
      expect(perKey.get(key)).toEqual(records.flatMap((_, n) => (n % 3 === i ? [n] : [])));
  });

  test('a record that is too large, or of an unknown topic, harms no other', async () => {
    const [large, unknown, good] = await Promise.allSettled([
      log.appender.append([{ topic: 'orders', key: 'a', value: 'x'.repeat(1_000_000) }]),
      log.appender.append([{ topic: 'nowhere', key: 'a', value: 'x' }]),
      log.appender.append([{ topic: 'orders', key: 'a', value: 'x' }]),
    ]);
    expect(large).toMatchObject({ status: 'rejected', reason: { name: 'RecordTooLarge', unknown: false } });
    expect(unknown).toMatchObject({ status: 'rejected', reason: { name: 'AppendFailed', unknown: false } });
    expect(good.status).toBe('fulfilled');
  });

  test('with the broker away it rejects, knowing that nothing was sent', async () => {
    const nobody = connectKafka({ brokers: '127.0.0.1:1', clientId: 'test' });
    const appender = new KafkaAppender(nobody, { timeoutMs: 500 });
    const failure = await appender.append([{ topic: 'orders', key: 'a', value: 'x' }]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppendFailed);
    expect((failure as AppendFailed).unknown).toBe(false);
    await appender.close();
    await nobody.close();
  });

  test('a call that has less time than others gives up alone', async () => {
    const mute = await brokerThatNeverAnswers();
    const client = connectKafka({ brokers: mute.address, clientId: 'test' });
    const appender = new KafkaAppender(client, { timeoutMs: 60_000 });
    const record = { topic: 'orders', key: 'a', value: 'x' };
    let patient: unknown = 'waiting';
    const waiting = appender.append([record]).catch((error: unknown) => (patient = error));
    await expect(appender.append([record], 100)).rejects.toThrow('Not acknowledged within 100 ms');
    expect(patient).toBe('waiting');
    mute.close();
    await waiting;
    expect(patient).toMatchObject({ message: expect.stringContaining("can't be looked up") });
    await appender.close();
    await client.close();
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

  test('questions that are asked at the same time leave each other what they need', async () => {
    const client = log.connect();
    const again = async (question: () => Promise<unknown>) => {
      for (let round = 0; round < 50; round++) await question();
    };
    await Promise.all([
      again(() => new LogAdmin(client).bounds([{ topic: 'orders', partition: 0 }])),
      again(() => new LogAdmin(client).partitionsOf(['dead_letters'])),
    ]);
  });
});
