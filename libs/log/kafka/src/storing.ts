import type { EachBatchPayload } from 'kafkajs';
import { PositionLost, Retriable, type RecordBatch } from '@shop/log-core';
import type { AssignedPartition, Assignment } from './assignment.js';
import { fetchedOffsetOf, toRecordBatch } from './batch.js';
import type { Commits } from './commits.js';
import { decoderOf, type Decode } from './decode.js';
import { backoffMs, type ReaderOptions } from './reader-options.js';
import type { SessionEvents } from './session-events.js';
import { HEARTBEAT_EVERY_MS, type Steering } from './steering.js';

/** Fetches without anything new, after which the position is looked up again. */
const MAX_SEEK_BACKS = 5;
/** Records of a partition that wait while others are stored, from which on no more are fetched: memory has a limit. */
const ENOUGH = 4_000;

/** What storing needs of the session it is part of. */
export interface StoringSession {
  readonly commits: Commits;
  readonly steering: Steering;
  readonly events: SessionEvents;
  /** Asks the sink for the position of a partition anew, and goes on from there. */
  readonly reopen: (assignment: Assignment, partition: AssignedPartition) => void;
  /** The reader can't go on. */
  readonly onFatal: (error: Error) => void;
}

/** Brings what is fetched to the sink, partition by partition: what waits goes together, what fails comes again. */
export class Storing {
  readonly #decoders: ReadonlyMap<string, Decode>;
  #heartbeat: () => Promise<void> = async () => undefined;

  constructor(
    private readonly options: ReaderOptions,
    private readonly session: StoringSession,
  ) {
    this.#decoders = new Map(options.topics.map((topic) => [topic.name, decoderOf(topic)]));
  }

  /** Takes a fetched batch. @returns when the next one may be fetched */
  async take(
    assignment: Assignment,
    partition: AssignedPartition,
    { batch, resolveOffset, heartbeat }: EachBatchPayload,
  ): Promise<void> {
    const next = Number(batch.lastOffset()) + 1;
    if (fetchedOffsetOf(batch) > partition.fetched || next <= partition.fetched)
      return this.#seekBack(assignment, partition);
    partition.seekBacks = 0;
    this.#heartbeat = heartbeat;
    partition.wait(batch.messages, next);
    this.#storeWaiting(assignment, partition);
    // What is left in the log is fetched meanwhile; at its end, there is nothing to hurry for.
    const thereIsMore = next < Number(batch.highWatermark);
    const beating = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_EVERY_MS);
    while (partition.storing && !(thereIsMore && partition.waiting < ENOUGH)) await partition.storing;
    clearInterval(beating);
    if (partition.fetched === next && !assignment.over.signal.aborted) resolveOffset(String(next - 1));
  }

  /** Passes offsets that hold no record. @param next the first one after them */
  pass(assignment: Assignment, partition: AssignedPartition, next: number): void {
    partition.wait([], next);
    this.#storeWaiting(assignment, partition);
  }

  /**
   * Stores all that waits together, unless a batch is being stored: then afterwards. What is fetched while another batch
   * is stored makes a larger one, which costs less: a reader that is behind hurries by itself, one that isn't never waits.
   */
  #storeWaiting(assignment: Assignment, partition: AssignedPartition): void {
    if (partition.storing) return;
    if (!partition.open || assignment.over.signal.aborted) return partition.goOnFrom(partition.next);
    if (partition.fetched === partition.next) return;
    partition.storing = this.#store(assignment, partition).finally(() => {
      partition.storing = undefined;
      this.#storeWaiting(assignment, partition);
    });
  }

  async #store(assignment: Assignment, partition: AssignedPartition): Promise<void> {
    const { sink } = this.options;
    const { commits, events } = this.session;
    const decode = this.#decoders.get(partition.topic) as Decode;
    const { stored, fetched } = partition;
    const batch = toRecordBatch(partition, partition.take(), decode, stored, fetched);
    const isEmpty = batch.records.length + batch.bad.length === 0;
    const context = {
      heartbeat: () => this.#heartbeat().catch(() => undefined),
      signal: partition.taken.signal,
      ending: assignment.over.signal,
    };
    try {
      // A position of ours that arrived late would take back the one that the sink commits.
      if (sink.commitsOffsets && !isEmpty) await commits.flush();
      if (!isEmpty) await this.#timed(batch, () => sink.store(batch, context));
      else if (sink.passed) await sink.passed(batch, context);
      if (!isEmpty || sink.passed) partition.stored = batch.next;
      partition.next = batch.next;
      if (partition.attempts > 0) events.onTrouble(undefined);
      partition.attempts = 0;
      if (!sink.commitsOffsets || isEmpty) commits.mark(partition.key, batch.next);
      events.onProgress();
    } catch (error) {
      this.#onStoreFailed(assignment, partition, error as Error);
    }
  }

  async #timed({ records, bad }: RecordBatch, store: () => Promise<void>): Promise<void> {
    const started = performance.now();
    await store();
    const { name, metrics } = this.options;
    metrics?.stored?.(name, records.length, bad.length, (performance.now() - started) / 1_000);
  }

  #onStoreFailed(assignment: Assignment, partition: AssignedPartition, error: Error): void {
    if (assignment.over.signal.aborted) return;
    const { steering, events, reopen, onFatal } = this.session;
    if (!(error instanceof Retriable || error instanceof PositionLost)) return onFatal(error);
    steering.pause(partition);
    partition.goOnFrom(partition.next);
    steering.seek(partition, partition.next);
    this.options.metrics?.retried?.(this.options.name);
    events.onTrouble(error);
    const isLost = error instanceof PositionLost;
    if (isLost) partition.open = false;
    const again = () => {
      if (assignment.over.signal.aborted) return;
      if (isLost) reopen(assignment, partition);
      else if (!events.isPaused()) steering.resume(partition);
    };
    const timer = setTimeout(again, backoffMs(partition.attempts++));
    assignment.over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** The fetch was not for our position: an offset that kafkajs took from the group, or a log that was cut. */
  #seekBack(assignment: Assignment, partition: AssignedPartition): void {
    if (++partition.seekBacks <= MAX_SEEK_BACKS) return this.session.steering.seek(partition, partition.fetched);
    partition.seekBacks = 0;
    this.#onStoreFailed(
      assignment,
      partition,
      new PositionLost(`${partition.key} doesn't go on at ${partition.fetched}`),
    );
  }
}
