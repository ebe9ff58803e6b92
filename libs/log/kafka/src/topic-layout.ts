import type { TopicPartition } from '@shop/log-core';
import type { KafkaClient } from './client.js';

/** How many partitions topics have, asked once per topic: the number is part of the contract and doesn't change. */
export class TopicLayout {
  readonly #known = new Map<string, number>();
  readonly #asked = new Map<string, Promise<number>>();

  constructor(private readonly client: KafkaClient) {}

  /** The number of partitions if it is known already. */
  known(topic: string): number | undefined {
    return this.#known.get(topic);
  }

  /**
   * The number of partitions of a topic.
   * @throws Retriable when the brokers can't be asked; an error of kafkajs when there is no such topic
   */
  partitions(topic: string): Promise<number> {
    const known = this.#known.get(topic);
    if (known !== undefined) return Promise.resolve(known);
    let asked = this.#asked.get(topic);
    if (!asked) {
      asked = this.#ask(topic).finally(() => this.#asked.delete(topic));
      this.#asked.set(topic, asked);
    }
    return asked;
  }

  /** Every partition of some topics. */
  async all(topics: readonly string[]): Promise<TopicPartition[]> {
    const counts = await Promise.all(topics.map((topic) => this.partitions(topic)));
    return topics.flatMap((topic, i) => Array.from({ length: counts[i] }, (_, partition) => ({ topic, partition })));
  }

  async #ask(topic: string): Promise<number> {
    // Not `fetchTopicMetadata`: kafkajs 2.2.4 then forgets all other topics, and a question for the offsets of one of them
    // that is under way on the same connection finds no partitions and fails with a TypeError.
    const offsets = await this.client.ask((admin) => admin.fetchTopicOffsets(this.client.physical(topic)));
    if (offsets.length > 0) this.#known.set(topic, offsets.length);
    return offsets.length;
  }
}
