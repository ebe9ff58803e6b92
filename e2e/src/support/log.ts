import type { RawRecord } from '@shop/log-core';
import { connectKafka, type KafkaClient, readToEnd } from '@shop/log-kafka';
import { topics } from '@shop/topics';

/** The name of a declared topic. */
export type TopicName = keyof typeof topics;

/** A record with its key and value as text. */
export interface TextRecord {
  readonly partition: number;
  readonly offset: number;
  /** When it was appended, in milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: string | null;
  /** Null is a tombstone. */
  readonly text: string | null;
  /** The value as it is. */
  readonly bytes: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The log itself, read past all services: what the shop's answers are compared with. */
export class Log {
  private readonly client: KafkaClient;

  /**
   * @param brokers `host:port`
   * @param namespace before the names of topics, for those that a test keeps to itself
   */
  constructor(brokers: string, namespace?: string) {
    this.client = connectKafka({ brokers, clientId: 'journeys', namespace });
  }

  /** Every committed record of a topic that `wanted` keeps, partition after partition, each in its order. */
  async records(topic: TopicName, wanted: (record: TextRecord) => boolean = () => true): Promise<TextRecord[]> {
    const [{ partitions = [] } = {}] = (
      await this.client.ask((admin) => admin.fetchTopicMetadata({ topics: [this.client.physical(topic)] }))
    ).topics;
    const found: TextRecord[] = [];
    const parts = partitions.map(({ partitionId }) => ({ topic: topics[topic], partition: partitionId }));
    await readToEnd(this.client, parts, ({ records, bad }) => {
      const all = [...records, ...bad].map(({ raw }) => raw).sort((a, b) => a.offset - b.offset);
      found.push(...all.map(textOf).filter(wanted));
    });
    return found;
  }

  /** Those of a topic that hold this text anywhere in their value. */
  containing(topic: TopicName, text: string): Promise<TextRecord[]> {
    return this.records(topic, (record) => record.text?.includes(text) ?? false);
  }

  /** Whether every partition of a topic has so many copies in sync. */
  async inSync(topic: TopicName, copies: number): Promise<boolean> {
    const { topics: found } = await this.client.ask((admin) =>
      admin.fetchTopicMetadata({ topics: [this.client.physical(topic)] }),
    );
    return found.every(({ partitions }) => partitions.every(({ isr }) => isr.length === copies));
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** The text is decoded when it is asked for: a topic may hold more of it than a process can. */
function textOf({ partition, offset, timestamp, key, value, headers }: RawRecord): TextRecord {
  const bytes = value && Buffer.from(value);
  return {
    partition,
    offset,
    timestamp,
    key: key && Buffer.from(key).toString('utf8'),
    get text() {
      return bytes && bytes.toString('utf8');
    },
    bytes,
    headers,
  };
}
