import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import kafkajs from 'kafkajs';
import { topics, type Topic } from '@shop/topics';
import { ensureTopics, TopicMismatch } from './ensure-topics.js';
import { openTestLog, type TestLog } from './testing/kafka-for-tests.js';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog(['orders', 'users', 'unhappy_vips', 'alert_events']);
}, 30_000);
afterAll(() => log.close());

const TOPIC = kafkajs.ConfigResourceTypes.TOPIC;

async function settingsOf(topic: string): Promise<Map<string, string>> {
  const { resources } = await log.kafka.ask((admin) =>
    admin.describeConfigs({ includeSynonyms: false, resources: [{ type: TOPIC, name: log.kafka.physical(topic) }] }),
  );
  return new Map(resources[0].configEntries.map(({ configName, configValue }) => [configName, configValue]));
}

describe('topics on the broker', () => {
  test('are what the map says', async () => {
    const orders = await settingsOf('orders');
    expect(orders.get('retention.ms')).toBe('-1');
    expect(orders.get('retention.bytes')).toBe('-1');
    expect(orders.get('cleanup.policy')).toBe('delete');
    expect((await settingsOf('users')).get('cleanup.policy')).toBe('compact');
    expect((await settingsOf('unhappy_vips')).get('retention.ms')).toBe(String(30 * 86_400_000));
    const { topics: found } = await log.kafka.ask((admin) =>
      admin.fetchTopicMetadata({ topics: [log.kafka.physical('alert_events')] }),
    );
    expect(found[0].partitions).toHaveLength(1);
  });

  test('that can forget close their segments in a day, and compact them in another', async () => {
    const users = await settingsOf('users');
    const settings = ['segment.ms', 'max.compaction.lag.ms', 'delete.retention.ms'].map((name) => users.get(name));
    expect(settings).toEqual(['86400000', '86400000', '604800000']);
    expect((await settingsOf('unhappy_vips')).get('segment.ms')).toBe('86400000');
    // A week, as Kafka has it: what is kept for ever is not in a hurry.
    expect((await settingsOf('orders')).get('segment.ms')).toBe('604800000');
  });

  test('that were kept for ever are given days, if the map says so now', async () => {
    const days: Topic = { ...topics.orders, retention: { kind: 'days', days: 30 } };
    const { changes } = await ensureTopics(log.kafka, { partitions: 3, topics: [days] });
    expect(changes).toContain('orders: retention.ms was -1, is 2592000000');
    await ensureTopics(log.kafka, { partitions: 3, topics: [topics.orders] });
    expect((await settingsOf('orders')).get('retention.ms')).toBe('-1');
  });

  test('get their retention back, and keep what else was set', async () => {
    await log.kafka.ask((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: TOPIC,
            name: log.kafka.physical('orders'),
            configEntries: [
              { name: 'retention.ms', value: '1000' },
              { name: 'segment.bytes', value: '2000000' },
            ],
          },
        ],
      }),
    );
    const ensured = await ensureTopics(log.kafka, { partitions: 3, topics: [topics.orders, topics.users] });
    expect(ensured).toEqual({
      created: [],
      mended: ['orders'],
      changes: ['orders: retention.ms was 1000, is -1'],
    });
    const orders = await settingsOf('orders');
    expect(orders.get('retention.ms')).toBe('-1');
    expect(orders.get('segment.bytes')).toBe('2000000');
  });

  test('are not repartitioned: keys would move', async () => {
    const other = ensureTopics(log.kafka, { partitions: 4, topics: [topics.users] });
    await expect(other).rejects.toThrow(TopicMismatch);
    await expect(other).rejects.toThrow(/users has 3 partitions, but 4 are configured.*SHOP_PARTITIONS=3/);
  });

  test('that were compacted are kept for ever, if the map says so now', async () => {
    const compacted: Topic = { ...topics.products, retention: { kind: 'compacted' } };
    await ensureTopics(log.kafka, { partitions: 3, topics: [compacted] });
    const ensured = await ensureTopics(log.kafka, { partitions: 3, topics: [topics.products] });
    expect(ensured).toMatchObject({ created: [], mended: ['products'] });
    const products = await settingsOf('products');
    expect(products.get('cleanup.policy')).toBe('delete');
    expect(products.get('retention.ms')).toBe('-1');
  });

  test('are not given another cleanup policy: records may be gone', async () => {
    const compacted: Topic = { ...topics.orders, retention: { kind: 'compacted' } };
    await expect(ensureTopics(log.kafka, { partitions: 3, topics: [compacted] })).rejects.toThrow(/cleanup\.policy/);
  });
});
