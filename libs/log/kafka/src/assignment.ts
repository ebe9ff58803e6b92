import type { KafkaMessage } from 'kafkajs';
import { keyOf, type TopicPartition } from '@shop/log-core';
import { decodedTogether } from './batch.js';
import { Suspicion } from './suspicion.js';

/** A value of so many bytes is as much to hold as two records: memory has a limit. */
const RECORD_BYTES = 4_096;

/** As how many records a record counts. */
const weightOf = ({ value }: KafkaMessage) => 1 + Math.floor((value?.length ?? 0) / RECORD_BYTES);

/** One partition that a reader was given. */
export class AssignedPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  /** Whether its position is known and batches are taken. */
  open = false;
  /** The offset to go on from: what is before it is done with. */
  next = 0;
  /** The offset to fetch from: what is between `next` and it is in hand. */
  fetched = 0;
  /** The position that the sink has stored: `next`, but for markers and compacted offsets passed since. */
  stored = 0;
  /** The end of the log when it was opened first: reaching it is having caught up. */
  target = 0;
  /** Attempts in a row that failed, and fetches in a row that brought nothing new. */
  attempts = 0;
  seekBacks = 0;
  /** Whether a record in it makes the handler fail, and which. */
  readonly suspicion = new Suspicion();
  /** The batch that is being stored. */
  storing: Promise<void> | undefined;
  /** Aborted when it is taken away. */
  readonly taken = new AbortController();
  /** What was fetched while another batch is stored: not decoded yet, because parsed events take more memory. */
  #waiting: KafkaMessage[] = [];
  #weight = 0;

  constructor({ topic, partition }: TopicPartition) {
    this.topic = topic;
    this.partition = partition;
    this.key = keyOf(this);
  }

  /** Adds what was fetched to what waits. */
  wait(messages: readonly KafkaMessage[], next: number): void {
    for (const message of messages) {
      this.#waiting.push(message);
      this.#weight += weightOf(message);
    }
    this.fetched = next;
  }

  /** How many records wait; a large one counts as several. */
  get waiting(): number {
    return this.#weight;
  }

  /**
   * Takes what waits, as much as may be decoded at a time.
   * @param most how many records at most
   * @returns them, and the offset after them
   */
  take(most: number): { messages: KafkaMessage[]; next: number } {
    const messages = this.#waiting;
    this.#waiting = messages.splice(Math.min(most, decodedTogether(messages)));
    this.#weight = this.#waiting.reduce((sum, message) => sum + weightOf(message), 0);
    return { messages, next: this.#waiting.length > 0 ? Number(this.#waiting[0].offset) : this.fetched };
  }

  /** Drops what waits: it will be fetched again. @param next where to go on */
  goOnFrom(next: number): void {
    this.#waiting = [];
    this.#weight = 0;
    this.next = this.fetched = next;
  }
}

/** What a reader was given by one rebalance, until the next. */
export class Assignment {
  readonly partitions: ReadonlyMap<string, AssignedPartition>;
  /** Aborted by the next rebalance, and when the reader stops. */
  readonly over = new AbortController();

  constructor(places: readonly TopicPartition[]) {
    this.partitions = new Map(places.map((place) => [keyOf(place), new AssignedPartition(place)]));
  }

  /** All batches in hand are stored or given up. */
  async quiet(): Promise<void> {
    await Promise.allSettled(Array.from(this.partitions.values(), ({ storing }) => storing));
  }

  /** Whether every partition has reached the end that the log had when it was opened. */
  get caughtUp(): boolean {
    return Array.from(this.partitions.values()).every(({ open, next, target }) => open && next >= target);
  }
}
