import type { Message, Producer, TopicMessages } from 'kafkajs';
import { MAX_RECORD_BYTES } from '@shop/log-core';
import type { Entry } from './append-call.js';
import { messageOf, type KafkaClient } from './client.js';

/** Topics take 1 MB per batch of a partition (`topicSettings`); the rest is for what we don't count. */
export const MAX_BATCH_BYTES = MAX_RECORD_BYTES;
const MAX_REQUEST_RECORDS = 10_000;

/**
 * A queue of records and the one request that is on its way for it. What arrives meanwhile goes into the next request,
 * so gathering costs no waiting: an idle line sends at once. A partition belongs to one line, which keeps its order.
 */
export class AppendLine {
  #queue: Entry[] = [];
  #producer: Promise<Producer> | undefined;
  #busy = false;
  #idle: (() => void)[] = [];

  constructor(private readonly client: KafkaClient) {}

  /** Puts records at the end of the line. */
  offer(entries: readonly Entry[]): void {
    for (const entry of entries) this.#queue.push(entry);
    if (this.#busy) return;
    this.#busy = true;
    // What is offered in the same turn of the event loop goes together.
    queueMicrotask(() => void this.#run());
  }

  /** Drops the records of calls that have given up. */
  sweep(): void {
    this.#queue = this.#queue.filter(({ call }) => !call.settled);
  }

  /** Resolves when everything that was offered is settled, and leaves the broker. */
  async close(): Promise<void> {
    if (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.#leave();
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const entries = this.#take();
      if (entries.length > 0) await this.#send(entries);
    }
    this.#busy = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The next request: as much as fits, in order, without what has given up. */
  #take(): Entry[] {
    const taken: Entry[] = [];
    const bytes = new Map<string, number>();
    let at = 0;
    for (; at < this.#queue.length && taken.length < MAX_REQUEST_RECORDS; at++) {
      const entry = this.#queue[at];
      if (entry.call.settled) continue;
      const partition = `${entry.topic}/${entry.partition}`;
      const size = (bytes.get(partition) ?? 0) + entry.bytes;
      if (size > MAX_BATCH_BYTES && bytes.has(partition)) break;
      bytes.set(partition, size);
      taken.push(entry);
    }
    this.#queue = this.#queue.slice(at);
    return taken;
  }

  async #send(entries: readonly Entry[]): Promise<void> {
    try {
      const producer = await (this.#producer ??= this.#connect());
      for (const { call } of entries) call.sent = true;
      const groups = groupByPartition(entries);
      const results = await producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages: this.#messages(entries) });
      for (const { topicName, partition, baseOffset } of results) {
        const group = groups.get(`${this.client.logical(topicName)}/${partition}`) ?? [];
        const first = Number(baseOffset ?? -1);
        if (first < 0) throw new Error('The broker did not tell the position');
        for (const [i, { call, index, topic }] of group.entries())
          call.appended(index, { topic, partition, offset: String(first + i) });
      }
    } catch (error) {
      // kafkajs takes the sequence numbers of a failed request back although the broker may have used them. The next
      // request would then pass for a repetition and be acknowledged without being appended: a new producer instead.
      await this.#leave();
      this.client.logger.warn({ error: messageOf(error), records: entries.length }, 'Append failed');
      for (const { call } of entries) call.failed(`Append failed: ${messageOf(error)}`, error);
    }
  }

  #messages(entries: readonly Entry[]): TopicMessages[] {
    const topics = new Map<string, Message[]>();
    for (const { topic, partition, key, value, headers } of entries) {
      let messages = topics.get(topic);
      if (!messages) topics.set(topic, (messages = []));
      messages.push({ partition, key, value: value as Buffer | string | null, headers: headers as Message['headers'] });
    }
    return Array.from(topics, ([topic, messages]) => ({ topic: this.client.physical(topic), messages }));
  }

  async #connect(): Promise<Producer> {
    const producer = this.client
      .kafka({ requestTimeout: 5_000, retry: { retries: 4, initialRetryTime: 50, maxRetryTime: 400 } })
      .producer({ idempotent: true, allowAutoTopicCreation: false, createPartitioner: chosenPartition });
    try {
      await producer.connect();
    } catch (error) {
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  }

  async #leave(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

/** A kafkajs partitioner for messages whose partition was chosen before. */
export const chosenPartition =
  () =>
  ({ message }: { message: Message }): number =>
    message.partition ?? 0;

/** Records per partition (`topic/partition`), in order: the order in which their offsets count up. */
export function groupByPartition<T extends { topic: string; partition: number }>(
  entries: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const partition = `${entry.topic}/${entry.partition}`;
    const group = groups.get(partition);
    if (group) group.push(entry);
    else groups.set(partition, [entry]);
  }
  return groups;
}
