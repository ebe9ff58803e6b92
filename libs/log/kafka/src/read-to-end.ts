import { createRequire } from 'node:module';
import { keyOf, Retriable, type RecordBatch } from '@shop/log-core';
import type { Topic } from '@shop/topics';
import type { Batch, Kafka } from 'kafkajs';
import { toRecordBatch } from './batch.js';
import { isPassing, messageOf, type KafkaClient } from './client.js';
import { decoderOf } from './decode.js';

/** A partition of a declared topic. */
export interface PartitionOf {
  readonly topic: Topic;
  readonly partition: number;
}

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

const READ_COMMITTED = 1;
const MAX_BYTES = 8 * 1024 * 1024;
/** Fetches in a row that bring nothing before the end: what was there has been compacted away. */
const MAX_EMPTY = 2;

const KafkajsBatch = createRequire(import.meta.url)('kafkajs/src/consumer/batch') as new (
  topic: string,
  offset: string,
  partition: FetchedPartition,
) => Batch;

/**
 * Reads partitions from their beginning to the end that they have now, committed records only, without a group: how a
 * task gets its state back. kafkajs offers no such thing, its parts do.
 * @param onBatch called with decoded batches, partition after partition, each in the order of the log
 * @returns the offset after the end that was reached, by `keyOf`
 * @throws Retriable when the brokers can't be reached
 */
export async function readToEnd(
  client: KafkaClient,
  partitions: readonly PartitionOf[],
  onBatch: (batch: RecordBatch) => void,
): Promise<Map<string, number>> {
  const cluster = clusterOf(client.kafka({ retry: { retries: 3, initialRetryTime: 50, maxRetryTime: 500 } }));
  try {
    await cluster.connect();
    await cluster.addMultipleTargetTopics([...new Set(partitions.map(({ topic }) => client.physical(topic.name)))]);
    const ends = new Map<string, number>();
    for (const partition of partitions)
      ends.set(
        keyOf({ topic: partition.topic.name, partition: partition.partition }),
        await readPartition(client, cluster, partition, onBatch),
      );
    return ends;
  } catch (error) {
    if (!isPassing(error)) throw error;
    throw new Retriable(`The log can't be read: ${messageOf(error)}`, { cause: error });
  } finally {
    await cluster.disconnect().catch(() => undefined);
  }
}

async function readPartition(
  client: KafkaClient,
  cluster: Cluster,
  { topic, partition }: PartitionOf,
  onBatch: (batch: RecordBatch) => void,
): Promise<number> {
  const name = client.physical(topic.name);
  const decode = decoderOf(topic);
  const place = { topic: topic.name, partition };
  const leader = cluster.findTopicPartitionMetadata(name).find(({ partitionId }) => partitionId === partition)?.leader;
  if (leader === undefined) throw new Retriable(`${keyOf(place)} has no leader`);
  const broker = await cluster.findBroker({ nodeId: leader });
  const [begin] = await cluster.fetchTopicsOffset([{ topic: name, partitions: [{ partition }], fromBeginning: true }]);
  let next = Number(begin.partitions[0].offset);
  let end: number | undefined;
  for (let empty = 0; (end === undefined || next < end) && empty < MAX_EMPTY;) {
    const fetched = await fetchFrom(broker, name, partition, next);
    end ??= Number(fetched.lastStableOffset);
    const batch = new KafkajsBatch(name, String(next), fetched);
    if (fetched.messages.length === 0) {
      empty++;
      continue;
    }
    const after = Math.max(next, Number(batch.lastOffset()) + 1);
    if (batch.messages.length > 0) onBatch(toRecordBatch(place, batch.messages, decode, next, after));
    empty = after > next ? 0 : empty + 1;
    next = after;
  }
  return Math.max(next, end ?? 0);
}

async function fetchFrom(broker: Broker, topic: string, partition: number, offset: number): Promise<FetchedPartition> {
  const { responses } = await broker.fetch({
    isolationLevel: READ_COMMITTED,
    maxWaitTime: 50,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    topics: [{ topic, partitions: [{ partition, fetchOffset: offset, maxBytes: MAX_BYTES }] }],
  });
  return responses[0].partitions[0];
}

function clusterOf(kafka: Kafka): Cluster {
  const key = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.includes('createCluster'));
  const create = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[key as symbol];
  return create({ metadataMaxAge: 300_000, allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED });
}
