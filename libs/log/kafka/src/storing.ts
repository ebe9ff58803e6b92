import type { EachBatchPayload } from 'kafkajs';
import { HandlerFailed, PositionLost, Retriable, type RecordBatch } from '@shop/log-core';
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
    const { stored, suspicion } = partition;
    const { messages, next } = partition.take(suspicion.most);
    const understood = toRecordBatch(partition, messages, decode, stored, next);
    const batch = this.options.skipping?.without(understood) ?? understood;
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
      suspicion.stored(batch);
      if (partition.attempts > 0) events.onTrouble(undefined);
      partition.attempts = 0;
      if (!sink.commitsOffsets || isEmpty) commits.mark(partition.key, batch.next);
      events.onProgress();
    } catch (error) {
      const failure = await this.#accuse(partition, batch, error as Error);
      this.#onStoreFailed(assignment, partition, failure);
    }
  }

  /**
   * Finds out whether a record is to blame for a failure of the handler, and has it left out then: it is put away when
   * its partition is opened anew, as what can't be understood is.
   * @returns the failure, or why the record may not be put away
   */
  async #accuse(partition: AssignedPartition, batch: RecordBatch, failure: Error): Promise<Error> {
    const { skipping } = this.options;
    if (!(failure instanceof HandlerFailed) || !skipping) return failure;
    const culprit = partition.suspicion.failed(batch, failure.at);
    if (!culprit) return failure;
    const record = batch.records.find(({ offset }) => String(offset) === culprit.offset);
    try {
      await skipping.putAway(culprit, failure, record);
      return failure;
    } catch (refusal) {
      return refusal as Error;
    }
  }

  async #timed({ topic, records, bad }: RecordBatch, store: () => Promise<void>): Promise<void> {
    const started = performance.now();
    await store();
    const { name, metrics } = this.options;
    metrics?.stored?.(name, records.length, bad.length, (performance.now() - started) / 1_000, topic);
  }

  #onStoreFailed(assignment: Assignment, partition: AssignedPartition, error: Error): void {
    if (assignment.over.signal.aborted) return;
    const { steering, events, reopen, onFatal } = this.session;
    const isHandlers = error instanceof HandlerFailed && this.options.skipping !== undefined;
    if (!(error instanceof Retriable || error instanceof PositionLost || isHandlers)) return onFatal(error);
    steering.pause(partition);
    partition.goOnFrom(partition.next);
    steering.seek(partition, partition.next);
    this.options.metrics?.retried?.(this.options.name);
    events.onTrouble(error);
    const reopens = isHandlers || error instanceof PositionLost;
    if (reopens) partition.open = false;
    const again = () => {
      if (assignment.over.signal.aborted) return;
      if (reopens) reopen(assignment, partition);
      else if (!events.isPaused()) steering.resume(partition);
    };
    // Halving a batch is no reason to wait longer; a record that fails alone is given time.
    if (isHandlers) partition.attempts = partition.suspicion.alone;
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
