import { randomUUID } from 'node:crypto';
import {
  cloudEvent,
  eventRecord,
  keyOf,
  type BatchSink,
  type LogRecord,
  type NewRecord,
  type RecordBatch,
  type TopicPartition,
} from '@shop/log-core';
import { topics as map, type Topic } from '@shop/topics';
import { KafkaAppender, type AppenderOptions } from '../appender.js';
import { connectKafka, type KafkaClient } from '../client.js';
import { ensureTopics } from '../ensure-topics.js';

/** A corner of the broker for one test file: topics of the map under a namespace of its own, removed at the end. */
export interface TestLog {
  readonly kafka: KafkaClient;
  readonly appender: KafkaAppender;
  /** Another client of the same corner. */
  connect(): KafkaClient;
  close(): Promise<void>;
}

/** @param names which topics of the map; default all */
export async function openTestLog(
  names: readonly (keyof typeof map)[] = Object.keys(map) as (keyof typeof map)[],
  options: { partitions?: number; appender?: AppenderOptions } = {},
): Promise<TestLog> {
  const brokers = process.env['SHOP_TEST_KAFKA'];
  if (!brokers) throw new Error('SHOP_TEST_KAFKA is not set: integration tests need Kafka');
  const namespace = `test-${randomUUID()}`;
  const clients: KafkaClient[] = [];
  const connect = () => {
    const client = connectKafka({ brokers, clientId: 'test', namespace });
    clients.push(client);
    return client;
  };
  const kafka = connect();
  const topics: Topic[] = names.map((name) => map[name]);
  await ensureTopics(kafka, { partitions: options.partitions ?? 3, topics });
  const appender = new KafkaAppender(kafka, { timeoutMs: 10_000, ...options.appender });
  return {
    kafka,
    appender,
    connect,
    async close() {
      await appender.close();
      await kafka.ask(async (admin) => {
        const own = (name: string) => name.startsWith(`${namespace}.`);
        await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
        const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(own);
        if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
      });
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

/** A sink in memory with positions of its own, that can be told to fail and waited for. */
export class MemorySink implements BatchSink {
  readonly records: LogRecord[] = [];
  readonly batches: RecordBatch[] = [];
  readonly opened: string[][] = [];
  readonly positions: Map<string, number>;
  /** Called before a batch is taken; what it throws, `store` throws. */
  before: (batch: RecordBatch) => void | Promise<void> = () => undefined;
  #waiting: (() => void)[] = [];

  constructor(positions: Map<string, number> = new Map()) {
    this.positions = positions;
  }

  async open(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>> {
    this.opened.push(partitions.map(keyOf));
    this.#tell();
    return this.positions;
  }

  async store(batch: RecordBatch): Promise<void> {
    await this.before(batch);
    this.batches.push(batch);
    this.records.push(...batch.records);
    this.positions.set(keyOf(batch), batch.next);
    this.#tell();
  }

  /** Resolves when the condition holds; it is looked at after every batch and opening. */
  async until(condition: (sink: this) => boolean): Promise<void> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** A control event as a record, as an operator asks for something. Its data may be anything: tests write what is wrong. */
export function controlEvent(
  type: string,
  data: { readonly reader: string } & Readonly<Record<string, unknown>>,
): NewRecord {
  const id = randomUUID();
  const context = { id, source: '/ops-api', time: new Date().toISOString(), correlationid: id, actor: 'olga' };
  return eventRecord('control_events', cloudEvent(type, data.reader, data, context));
}
