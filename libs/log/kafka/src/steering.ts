import type { Consumer } from 'kafkajs';
import { Retriable, type TopicPartition } from '@shop/log-core';
import { coPartitioningAssigner } from './assigner.js';
import { messageOf, type KafkaClient } from './client.js';

/** How soon a crashed member is missed, so that others get its partitions: the broker's least. */
const SESSION_TIMEOUT_MS = 6_000;
/** How often a member says that it is alive, in milliseconds. */
export const HEARTBEAT_EVERY_MS = 1_500;

/** The longest that a fetch waits for something to come. */
const FETCH_WITHIN_MS = 250;
/** How much ends the waiting of a reader that lets records come together: some hundred events. */
const ENOUGH_BYTES = 64 * 1024;

/**
 * A consumer of kafkajs with our settings: its crashes are ours to deal with.
 * @param patience how long a fetch waits for several records to come; default: it comes back with the first
 */
export function consumerOf(client: KafkaClient, group: string, patience = 0): Consumer {
  // Some 10 s: a broker that restarts finds the same member again, and one that stays away is noticed.
  const kafka = client.kafka({ retry: { retries: 14, initialRetryTime: 100, maxRetryTime: 1_000 } });
  return kafka.consumer({
    groupId: client.physical(group),
    partitionAssigners: [coPartitioningAssigner],
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_EVERY_MS,
    rebalanceTimeout: 15_000,
    maxWaitTimeInMs: patience || FETCH_WITHIN_MS,
    minBytes: patience ? ENOUGH_BYTES : 1,
    allowAutoTopicCreation: false,
    retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
  });
}

/** Steers the fetches of a consumer, partition by partition, by plain names. */
export class Steering {
  /** @param onRefused called when kafkajs can't be steered: it has crashed, which it may tell only later */
  constructor(
    private readonly client: KafkaClient,
    private readonly consumer: Consumer,
    private readonly onRefused: (error: Error) => void,
  ) {}

  pause({ topic, partition }: TopicPartition): void {
    this.#try(() => this.consumer.pause([{ topic: this.client.physical(topic), partitions: [partition] }]));
  }

  resume({ topic, partition }: TopicPartition): void {
    this.#try(() => this.consumer.resume([{ topic: this.client.physical(topic), partitions: [partition] }]));
  }

  seek({ topic, partition }: TopicPartition, next: number): void {
    this.#try(() => this.consumer.seek({ topic: this.client.physical(topic), partition, offset: String(next) }));
  }

  /** Commits the group's offsets of some partitions. @param offsets by `keyOf` */
  async commit(
    places: readonly (TopicPartition & { readonly key: string })[],
    offsets: ReadonlyMap<string, number>,
  ): Promise<void> {
    await this.consumer.commitOffsets(
      places.map(({ topic, partition, key }) => ({
        topic: this.client.physical(topic),
        partition,
        offset: String(offsets.get(key)),
      })),
    );
  }

  #try(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.onRefused(new Retriable(messageOf(error), { cause: error }));
    }
  }
}
