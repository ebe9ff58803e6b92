import { randomUUID } from 'node:crypto';
import { cloudEvent, type LogRecord, type NewRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, foldSink, KafkaAppender, type KafkaClient, runReader } from '@shop/log-kafka';
import { topics, type ReviewPosted, type TopicName, type UserRow } from '@shop/topics';

/** A corner of the broker for one test file, with what its topics say as it grows. */
export interface StreamsLog {
  readonly namespace: string;
  readonly kafka: KafkaClient;
  readonly appender: KafkaAppender;
  /** Everything committed in a topic so far, in the order of each partition. */
  read(topic: TopicName): readonly LogRecord[];
  /** Resolves when the condition holds; it is looked at after every batch that is read. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** @param names the topics to make and to follow */
export async function openStreamsLog(names: readonly TopicName[], partitions = 2): Promise<StreamsLog> {
  const brokers = process.env['SHOP_TEST_KAFKA'];
  if (!brokers) throw new Error('SHOP_TEST_KAFKA is not set: integration tests need Kafka');
  const namespace = `test-${randomUUID()}`;
  const kafka = connectKafka({ brokers, clientId: 'test', namespace });
  await ensureTopics(kafka, { partitions, topics: names.map((name) => topics[name]) });
  const seen: LogRecord[] = [];
  const waiting = new Set<() => void>();
  const follower = runReader(kafka, {
    name: 'test.follower',
    group: 'own',
    topics: names.map((name) => topics[name]),
    sink: foldSink({
      kafka,
      fold: (batch) => {
        seen.push(...batch.records);
        for (const look of waiting) look();
      },
    }),
  });
  const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
  return {
    namespace,
    kafka,
    appender,
    read: (name) => seen.filter(({ topic }) => topic === name),
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      await follower.stop();
      await appender.close();
      await kafka.ask(async (admin) => {
        const own = (name: string) => name.startsWith(`${namespace}.`);
        await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
        const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(own);
        if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
      });
      await kafka.close();
    },
  };
}

/** A clean review as a record. */
export function reviewRecord(part: Partial<ReviewPosted> = {}, topic: TopicName = 'reviews_clean'): NewRecord {
  const reviewId = part.reviewId ?? randomUUID();
  const data = { sku: 'bread', productName: 'Bread', userId: 'ann', rating: 1, text: 'dry', ...part, reviewId };
  const event = cloudEvent('ReviewPosted', reviewId, data, {
    id: `event-${reviewId}`,
    source: '/test',
    time: '2026-01-01T00:00:00.000Z',
    correlationid: 'c',
    actor: data.userId,
    lineage: 'reviews/0/0',
  });
  return { topic, key: topic === 'reviews_clean' ? data.userId : reviewId, value: JSON.stringify(event) };
}

/** A user's row as a record; without a status, its tombstone. */
export function userRecord(userId: string, loyaltyStatus?: UserRow['loyaltyStatus']): NewRecord {
  const row = {
    userId,
    name: userId,
    email: `${userId}@shop.example`,
    loyaltyStatus,
    updatedAt: '2026-01-01T00:00:00Z',
  };
  return { topic: 'users', key: userId, value: loyaltyStatus ? JSON.stringify(row) : null };
}
