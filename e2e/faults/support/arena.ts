import { randomUUID } from 'node:crypto';
import type { NewRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import { temporaryDatabase } from '@shop/log-postgres';
import { topics } from '@shop/topics';
import { DataFolder } from '../../../tools/launcher/data-folder.ts';
import { Log, type TopicName } from '../../src/support/log.ts';
import type { Shop } from '../../src/support/shop.ts';
import { agrees, type Agreement, type ReadModelPlace, type ReadTopic } from './read-model.ts';

/** A corner of the shop's own Kafka and PostgreSQL for the processes of one case: topics and databases of its own. */
export interface Arena {
  readonly kafka: KafkaClient;
  /** Puts records into the arena's topics; waits for as long as it takes. */
  append(records: readonly NewRecord[]): Promise<void>;
  /** Reads one of its topics to the end. */
  readonly read: ReadTopic;
  /** Makes an empty database. Resolves to its connection string. */
  database(): Promise<string>;
  /** What a process of this arena finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  agrees(place: ReadModelPlace): Promise<Agreement>;
  close(): Promise<void>;
}

/** Opens a corner with some topics, of as many partitions each. */
export async function openArena(shop: Shop, names: readonly TopicName[], partitions = 4): Promise<Arena> {
  const brokers = shop.run.kafka;
  const namespace = `faults-${randomUUID().slice(0, 8)}`;
  const kafka = connectKafka({ brokers, clientId: 'faults', namespace });
  await ensureTopics(kafka, { partitions, topics: names.map((name) => topics[name]) });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  const log = new Log(brokers, namespace);
  const databases: Awaited<ReturnType<typeof temporaryDatabase>>[] = [];
  const read: ReadTopic = (topic) => log.records(topic);
  return {
    kafka,
    read,
    append: async (records) => void (await appender.append(records)),
    async database() {
      const database = await temporaryDatabase(superuserOf(shop));
      databases.push(database);
      return database.url;
    },
    env: { SHOP_NAMESPACE: namespace, KAFKA_BROKERS: brokers },
    agrees: (place) => agrees(place, read),
    async close() {
      await appender.close();
      await log.close();
      await kafka.ask(async (admin) => {
        const own = (name: string) => name.startsWith(`${namespace}.`);
        await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
      });
      await kafka.close();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}

/** Connection string of the superuser of the shop's own PostgreSQL. */
export function superuserOf(shop: Shop): string {
  const password = DataFolder.open(shop.dataFolder).secret('postgres');
  return `postgres://postgres:${password}@127.0.0.1:${shop.process('postgres').port}/postgres`;
}
