import { createRequire } from 'node:module';
import { keyOf, Retriable, type TopicPartition } from '@shop/log-core';
import type { Batch, Kafka } from 'kafkajs';
import { isPassing, messageOf, type KafkaClient } from './client.js';

/** The parts of kafkajs 2.2.4 (`src/cluster`, `src/broker`) that fetch without a consumer group. */
interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[];
  findBroker(node: { nodeId: number }): Promise<Broker>;
  fetchTopicsOffset(
    topics: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
  ): Promise<{ partitions: { offset: string }[] }[]>;
}
interface Broker {
  fetch(request: object): Promise<{ responses: { partitions: FetchedPartition[] }[] }>;
}
interface FetchedPartition {
  readonly partition: number;
  readonly lastStableOffset: string;
  readonly messages: readonly { readonly offset: string }[];
}

/** What one fetch brought. */
export interface Fetched {
  readonly batch: Batch;
  /** Whether the broker sent nothing at all, not even markers. */
  readonly isEmpty: boolean;
  /** The end of what is committed. */
  readonly end: number;
}

const READ_COMMITTED = 1;
const MAX_BYTES = 8 * 1024 * 1024;

const KafkajsBatch = createRequire(import.meta.url)('kafkajs/src/consumer/batch') as new (
  topic: string,
  offset: string,
  partition: FetchedPartition,
) => Batch;

/** Fetches committed records without a consumer group. kafkajs offers no such thing, its parts do. */
export class DirectFetch {
  private constructor(
    private readonly client: KafkaClient,
    private readonly cluster: Cluster,
  ) {}

  /**
   * Connects, works, disconnects.
   * @param topics which may be fetched from
   * @throws Retriable when the brokers can't be reached
   */
  static async with<T>(
    client: KafkaClient,
    topics: readonly string[],
    work: (fetch: DirectFetch) => Promise<T>,
  ): Promise<T> {
    const cluster = clusterOf(client.kafka({ retry: { retries: 3, initialRetryTime: 50, maxRetryTime: 500 } }));
    try {
      await cluster.connect();
      await cluster.addMultipleTargetTopics([...new Set(topics)].map((topic) => client.physical(topic)));
      return await work(new DirectFetch(client, cluster));
    } catch (error) {
      if (!isPassing(error)) throw error;
      throw new Retriable(`The log can't be read: ${messageOf(error)}`, { cause: error });
    } finally {
      await cluster.disconnect().catch(() => undefined);
    }
  }

  /** The first offset that is kept of a partition. */
  beginOf(place: TopicPartition): Promise<number> {
    return this.offsetOf(place, true);
  }

  /** The offset after the last one of a partition. */
  endOf(place: TopicPartition): Promise<number> {
    return this.offsetOf(place, false);
  }

  private async offsetOf({ topic, partition }: TopicPartition, fromBeginning: boolean): Promise<number> {
    const [found] = await this.cluster.fetchTopicsOffset([
      { topic: this.client.physical(topic), partitions: [{ partition }], fromBeginning },
    ]);
    return Number(found.partitions[0].offset);
  }

  /** What there is from an offset on: as much as fits, and at least one batch of the broker's. */
  async from(place: TopicPartition, offset: number, maxBytes = MAX_BYTES): Promise<Fetched> {
    const { partition } = place;
    const topic = this.client.physical(place.topic);
    const leader = this.cluster
      .findTopicPartitionMetadata(topic)
      .find(({ partitionId }) => partitionId === partition)?.leader;
    if (leader === undefined) throw new Retriable(`${keyOf(place)} has no leader`);
    const broker = await this.cluster.findBroker({ nodeId: leader });
    const { responses } = await broker.fetch({
      isolationLevel: READ_COMMITTED,
      maxWaitTime: 50,
      minBytes: 1,
      maxBytes,
      topics: [{ topic, partitions: [{ partition, fetchOffset: offset, maxBytes }] }],
    });
    const fetched = responses[0].partitions[0];
    return {
      batch: new KafkajsBatch(topic, String(offset), fetched),
      isEmpty: fetched.messages.length === 0,
      end: Number(fetched.lastStableOffset),
    };
  }
}

function clusterOf(kafka: Kafka): Cluster {
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.includes('createCluster'));
  const create = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[key as symbol];
  return create({ metadataMaxAge: 300_000, allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED });
}
