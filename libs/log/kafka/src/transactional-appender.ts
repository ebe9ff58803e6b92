import { setTimeout as wait } from 'node:timers/promises';
import type { Message, Producer, TopicMessages, Transaction } from 'kafkajs';
import { PositionLost, RecordTooLarge, Retriable, type NewRecord, type TopicPartition } from '@shop/log-core';
import type { Position } from '@shop/topics';
import { chosenPartition, MAX_BATCH_BYTES } from './append-line.js';
import { messageOf, type KafkaClient } from './client.js';
import { partitionOf } from './murmur2.js';
import { TopicLayout } from './topic-layout.js';

/**
 * An unfinished transaction is aborted by the broker after this time, unless told otherwise; a batch takes milliseconds.
 * Brokers allow no more (`transaction.max.timeout.ms`).
 */
const TRANSACTION_TIMEOUT_MS = 30_000;
/** The transaction before is being completed by the broker: a matter of milliseconds. */
const BUSY_RETRY_MS = 4;
const BUSY_PATIENCE_MS = 5_000;
/** Error types of Kafka that say: somebody opened the transactional id after us. */
const FENCED =
  /PRODUCER_FENCED|INVALID_PRODUCER_EPOCH|INVALID_PRODUCER_ID_MAPPING|UNKNOWN_PRODUCER_ID|INVALID_TXN_STATE/;

/** Error types of Kafka that say: a record is larger than the topic takes. */
const TOO_LARGE = /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE/;

/** Records and positions that are committed together or not at all. */
export interface LogTransaction {
  /**
   * Appends records; readers see them after the commit.
   * @returns a position for each record, in the order given
   */
  append(records: readonly NewRecord[]): Promise<Position[]>;
  /** Commits positions of a group with the records. */
  sendOffsets(group: string, positions: readonly (TopicPartition & { readonly next: number })[]): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/**
 * Appends in transactions, one after the other. Opening fences whoever had the same id before and settles what they left
 * unfinished. After any rejection it is spent: `close` it, and `open` a new one. Rejections are `PositionLost` when
 * somebody else has the id now, `RecordTooLarge` for a record that its topic doesn't take, else `Retriable`: what became of the transaction is known after opening anew.
 */
export class KafkaTransactionalAppender {
  private constructor(
    private readonly client: KafkaClient,
    private readonly producer: Producer,
    private readonly layout: TopicLayout,
  ) {}

  /**
   * @param id the transactional id, without the client's namespace: one per input partition
   * @param timeoutMs after which the broker aborts what was left unfinished: readers of the topics wait that long
   * @throws Retriable when the brokers can't be reached
   */
  static async open(
    client: KafkaClient,
    id: string,
    timeoutMs = TRANSACTION_TIMEOUT_MS,
  ): Promise<KafkaTransactionalAppender> {
    const producer = client.kafka().producer({
      transactionalId: client.physical(id),
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: timeoutMs,
      allowAutoTopicCreation: false,
      createPartitioner: chosenPartition,
      retry: { retries: 8, initialRetryTime: 10, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 },
    });
    try {
      await producer.connect();
      // kafkajs takes the id with the first transaction: an empty one does it now.
      const first = await producer.transaction();
      await first.abort();
      return new KafkaTransactionalAppender(client, producer, new TopicLayout(client));
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw meaningOf(error);
    }
  }

  /** Begins a transaction; the one before must have ended. */
  async begin(): Promise<LogTransaction> {
    const transaction = await this.telling(() => this.producer.transaction());
    return {
      append: (records) => this.telling(() => this.append(transaction, records)),
      sendOffsets: (group, positions) =>
        this.telling(() =>
          unlessBusy(() =>
            transaction.sendOffsets({
              consumerGroupId: this.client.physical(group),
              topics: positions.map(({ topic, partition, next }) => ({
                topic: this.client.physical(topic),
                partitions: [{ partition, offset: String(next) }],
              })),
            }),
          ),
        ),
      commit: () => this.telling(() => unlessBusy(() => transaction.commit())),
      abort: () => this.telling(() => transaction.abort()),
    };
  }

  /** Leaves the broker. An unfinished transaction is aborted when somebody opens the id again. */
  async close(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }

  private async append(transaction: Transaction, records: readonly NewRecord[]): Promise<Position[]> {
    const placed = await Promise.all(records.map((record) => this.placed(record)));
    const positions: Position[] = [];
    for (const part of inParts(placed)) positions.push(...(await this.appendPart(transaction, part)));
    return positions;
  }

  private async appendPart(transaction: Transaction, part: readonly Placed[]): Promise<Position[]> {
    const topics = new Map<string, Message[]>();
    for (const { topic, message } of part) {
      const messages = topics.get(topic);
      if (messages) messages.push(message);
      else topics.set(topic, [message]);
    }
    const topicMessages: TopicMessages[] = Array.from(topics, ([topic, messages]) => ({
      topic: this.client.physical(topic),
      messages,
    }));
    const results = await unlessBusy(() => transaction.sendBatch({ topicMessages, acks: -1, timeout: 5_000 }));
    const next = new Map(
      results.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
    );
    return part.map(({ topic, message: { partition = 0 } }) => {
      const place = `${this.client.physical(topic)}/${partition}`;
      const offset = next.get(place) ?? 0;
      next.set(place, offset + 1);
      return { topic, partition, offset: String(offset) };
    });
  }

  private async placed(record: NewRecord): Promise<Placed> {
    const { topic, headers } = record;
    const key = record.key === null ? null : Buffer.from(record.key);
    const value = record.value === null ? null : Buffer.from(record.value);
    const partition = record.partition ?? partitionOf(key ?? Buffer.alloc(0), await this.layout.partitions(topic));
    const bytes = (key?.length ?? 0) + (value?.length ?? 0) + JSON.stringify(headers ?? {}).length + 100;
    return { topic, bytes, message: { key, value, partition, headers: { ...headers } } };
  }

  private async telling<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw meaningOf(error);
    }
  }
}

/** A record with its partition decided, and about how large it is. */
interface Placed {
  readonly topic: string;
  readonly bytes: number;
  readonly message: Message;
}

/** Records in parts that a broker takes in one request, in their order. */
function inParts(records: readonly Placed[]): Placed[][] {
  const parts: Placed[][] = [];
  let room = 0;
  for (const record of records) {
    if (record.bytes > room) {
      parts.push([]);
      room = MAX_BATCH_BYTES;
    }
    parts[parts.length - 1].push(record);
    room -= record.bytes;
  }
  return parts;
}

/** Tries again while the broker still completes the transaction before; nothing has happened then. */
async function unlessBusy<T>(work: () => Promise<T>): Promise<T> {
  for (const started = performance.now(); ;) {
    try {
      return await work();
    } catch (error) {
      const busy = /CONCURRENT_TRANSACTIONS/.test(typesOf(error));
      if (!busy || performance.now() - started > BUSY_PATIENCE_MS) throw error;
      await wait(BUSY_RETRY_MS);
    }
  }
}

function meaningOf(error: unknown): Error {
  if (error instanceof Retriable || error instanceof PositionLost || error instanceof RecordTooLarge) return error;
  if (FENCED.test(typesOf(error))) return new PositionLost(`Fenced: ${messageOf(error)}`, { cause: error });
  // What doesn't fit into a request is sent in parts: only one record can be too large.
  if (TOO_LARGE.test(typesOf(error))) return new RecordTooLarge(`A topic refuses a record: ${messageOf(error)}`);
  return new Retriable(`The transaction failed: ${messageOf(error)}`, { cause: error });
}

/** The types of an error and its causes. */
function typesOf(error: unknown): string {
  const types: string[] = [];
  for (let e = error as { type?: string; name?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e)
    types.push(e.type ?? '', e.name ?? '');
  return types.join(' ');
}
