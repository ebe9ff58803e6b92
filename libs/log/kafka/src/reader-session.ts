import { setTimeout as wait } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { PositionLost, Retriable, keyOf, type RecordBatch, type TopicPartition } from '@shop/log-core';
import { LogAdmin } from './admin.js';
import { Assignment, type AssignedPartition } from './assignment.js';
import { fetchedOffsetOf, toRecordBatch } from './batch.js';
import { messageOf, type KafkaClient } from './client.js';
import { Commits } from './commits.js';
import { decoderOf, type Decode } from './decode.js';
import { openPositions, type Opened } from './opening.js';
import type { PendingMoves } from './pending-moves.js';
import { backoffMs, type ReaderOptions } from './reader-options.js';
import type { SessionEvents } from './session-events.js';
import { Silence } from './silence.js';
import { consumerOf, HEARTBEAT_EVERY_MS, Steering } from './steering.js';

/** How long a batch in hand may take when the reader stops, before it is told to give up. */
const DRAIN_MS = 8_000;
/** How long brokers that don't answer are waited for on leaving. */
const LEAVE_MS = 2_000;
/** Fetches without anything new, after which the position is looked up again. */
const MAX_SEEK_BACKS = 5;
/** Records of a partition that wait while others are stored, from which on no more are fetched: memory has a limit. */
const ENOUGH = 4_000;

/** One life of a kafkajs consumer: from joining the group until it crashes or is stopped. */
export class ReaderSession {
  readonly #consumer: Consumer;
  readonly #steering: Steering;
  readonly #admin: LogAdmin;
  readonly #decoders: ReadonlyMap<string, Decode>;
  readonly #commits: Commits;
  readonly #silence: Silence;
  #assignment = new Assignment([]);
  #joining: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  #heartbeat: () => Promise<void> = async () => undefined;
  #joined = false;
  #ended = false;

  constructor(
    private readonly client: KafkaClient,
    group: string,
    private readonly options: ReaderOptions,
    private readonly moves: PendingMoves,
    private readonly events: SessionEvents,
  ) {
    this.#admin = new LogAdmin(client);
    this.#decoders = new Map(options.topics.map((topic) => [topic.name, decoderOf(topic)]));
    this.#consumer = consumerOf(client, group, options.sink.patience);
    this.#steering = new Steering(client, this.#consumer, (error) => this.#crash(error));
    this.#commits = new Commits((offsets) => this.#commit(offsets), client.logger);
    this.#silence = new Silence(this.#consumer, {
      onQuiet: () => events.onTrouble(new Retriable('The brokers do not answer')),
      onAnswer: () => events.onTrouble(undefined),
      onLost: () => this.#crash(new Retriable('The consumer has gone silent')),
    });
  }

  /** The partitions it was given, with their positions. */
  get partitions(): readonly AssignedPartition[] {
    return [...this.#assignment.partitions.values()];
  }

  /** Whether everything it was given is open and has reached the end that the log had then. */
  get isCaughtUp(): boolean {
    return this.#joined && this.#assignment.caughtUp;
  }

  /** Joins the group. Trouble comes as events, never as a rejection. */
  start(): Promise<void> {
    return (this.#running = this.#run().catch((error: Error) => this.#crash(error)));
  }

  async #run(): Promise<void> {
    const { CRASH, GROUP_JOIN, END_BATCH_PROCESS } = this.#consumer.events;
    this.#consumer.on(CRASH, ({ payload }) => this.#crash(payload.error));
    this.#consumer.on(GROUP_JOIN, ({ payload }) => this.#onJoin(payload.memberAssignment));
    this.#consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.#onGap(payload.topic, payload.partition, Number(payload.lastOffset) + 1);
    });
    await this.#consumer.connect();
    await this.#consumer.subscribe({
      topics: this.options.topics.map(({ name }) => this.client.physical(name)),
      fromBeginning: true,
    });
    if (this.#ended) return;
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.options.concurrency ?? 8,
      eachBatch: (payload) => this.#onBatch(payload),
    });
  }

  /** Stops fetching, keeps the membership. */
  pause(): void {
    for (const partition of this.partitions) this.#steering.pause(partition);
  }

  /** Fetches again what is open. */
  resume(): void {
    for (const partition of this.partitions) if (partition.open) this.#steering.resume(partition);
  }

  /** Opens again what is to be moved. What isn't open will be moved when it is. */
  move(): void {
    this.#next(async () => {
      const places = this.partitions.filter(({ open, key }) => open && this.moves.has(key));
      for (const partition of places) partition.open = false;
      await Promise.allSettled(places.map(({ storing }) => storing));
      await this.#open(this.#assignment, places);
      this.events.onProgress();
    });
  }

  /** Ends the batches in hand, commits, leaves the group. */
  async stop(): Promise<void> {
    this.pause();
    this.#assignment.over.abort();
    const patience = setTimeout(() => this.partitions.forEach(({ taken }) => taken.abort()), DRAIN_MS);
    await this.#assignment.quiet();
    await this.#joining;
    clearTimeout(patience);
    await this.#commits.close();
    this.#ended = true;
    this.#silence.stop();
    for (const { taken } of this.partitions) taken.abort();
    await this.#leave();
    await this.options.sink.close?.(this.partitions);
  }

  /** kafkajs forgets a stop that comes while it joins, and would then run on: who joins late leaves late. */
  async #leave(): Promise<void> {
    const leave = () => this.#consumer.disconnect().catch(() => undefined);
    const joined = this.#running.then(() => true);
    if (!(await Promise.race([joined, wait(LEAVE_MS, false, { ref: false })]))) void joined.then(leave);
    await Promise.race([leave(), wait(LEAVE_MS, undefined, { ref: false })]);
  }

  #onJoin(memberAssignment: Record<string, number[]>): void {
    const places = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic: this.client.logical(topic), partition })),
    );
    const before = this.#assignment;
    const assignment = (this.#assignment = new Assignment(places));
    // Nothing may be fetched before the sink has told its positions.
    for (const partition of assignment.partitions.values()) this.#steering.pause(partition);
    before.over.abort();
    this.#commits.forget();
    const lost = [...before.partitions.values()].filter(({ key }) => !assignment.partitions.has(key));
    for (const { taken } of lost) taken.abort();
    this.#next(async () => {
      await before.quiet();
      if (lost.length > 0) await this.options.sink.close?.(lost);
      await this.#open(assignment, places);
      this.#joined = true;
      this.events.onProgress();
    });
  }

  /** What opens and closes partitions happens one after the other. */
  #next(work: () => Promise<void>): void {
    this.#joining = this.#joining.then(work).catch((error: Error) => this.#fatal(error));
  }

  async #open(assignment: Assignment, places: readonly TopicPartition[]): Promise<void> {
    if (places.length === 0 || this.#ended) return;
    const { signal } = assignment.over;
    const opened = await openPositions({
      sink: this.options.sink,
      admin: this.#admin,
      places,
      moves: this.moves,
      commit: (moves) => this.#commits.move(moves),
      signal,
      onTrouble: (error) => this.events.onTrouble(error),
    });
    if (!opened || signal.aborted || this.#ended) return;
    for (const place of opened) this.#begin(assignment, place);
    this.events.onTrouble(undefined);
  }

  #begin(assignment: Assignment, { place, next, end, moved }: Opened): void {
    const partition = assignment.partitions.get(keyOf(place));
    if (!partition) return;
    partition.stored = next;
    partition.goOnFrom(next);
    partition.target = Math.max(partition.target, end);
    partition.open = true;
    if (moved && !this.options.sink.commitsOffsets) this.#commits.mark(partition.key, next);
    this.#steering.seek(partition, partition.next);
    if (!this.events.isPaused()) this.#steering.resume(partition);
  }

  async #onBatch({ batch, resolveOffset, heartbeat, isStale }: EachBatchPayload): Promise<void> {
    const assignment = this.#assignment;
    const partition = assignment.partitions.get(keyOf({ ...batch, topic: this.client.logical(batch.topic) }));
    if (!partition?.open || isStale() || this.events.isPaused() || this.#ended) return;
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
    if (partition.fetched === next && assignment === this.#assignment) resolveOffset(String(next - 1));
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
      if (sink.commitsOffsets && !isEmpty) await this.#commits.flush();
      if (!isEmpty) await this.#timed(batch, () => sink.store(batch, context));
      else if (sink.passed) await sink.passed(batch, context);
      if (!isEmpty || sink.passed) partition.stored = batch.next;
      partition.next = batch.next;
      if (partition.attempts > 0) this.events.onTrouble(undefined);
      partition.attempts = 0;
      if (!sink.commitsOffsets || isEmpty) this.#commits.mark(partition.key, batch.next);
      this.events.onProgress();
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
    if (!(error instanceof Retriable || error instanceof PositionLost)) return this.#fatal(error);
    this.#steering.pause(partition);
    partition.goOnFrom(partition.next);
    this.#steering.seek(partition, partition.next);
    this.options.metrics?.retried?.(this.options.name);
    this.events.onTrouble(error);
    const reopen = error instanceof PositionLost;
    if (reopen) partition.open = false;
    const again = () => {
      if (assignment.over.signal.aborted || this.#ended) return;
      if (reopen) void this.#open(assignment, [partition]).catch((cause: Error) => this.#fatal(cause));
      else if (!this.events.isPaused()) this.#steering.resume(partition);
    };
    const timer = setTimeout(again, backoffMs(partition.attempts++));
    assignment.over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** The fetch was not for our position: an offset that kafkajs took from the group, or a log that was cut. */
  #seekBack(assignment: Assignment, partition: AssignedPartition): void {
    if (++partition.seekBacks <= MAX_SEEK_BACKS) return this.#steering.seek(partition, partition.fetched);
    partition.seekBacks = 0;
    this.#onStoreFailed(
      assignment,
      partition,
      new PositionLost(`${partition.key} doesn't go on at ${partition.fetched}`),
    );
  }

  /** kafkajs passes transaction markers and compacted offsets by itself: the position follows. */
  #onGap(topic: string, number: number, next: number): void {
    const assignment = this.#assignment;
    const partition = assignment.partitions.get(keyOf({ topic: this.client.logical(topic), partition: number }));
    if (!partition?.open || next <= partition.fetched) return;
    partition.wait([], next);
    this.#storeWaiting(assignment, partition);
  }

  async #commit(offsets: ReadonlyMap<string, number>): Promise<void> {
    if (this.#ended || this.options.group === 'own') return;
    await this.#steering.commit(
      this.partitions.filter(({ key }) => offsets.has(key)),
      offsets,
    );
  }

  #crash(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#assignment.over.abort();
    this.client.logger.debug({ reader: this.options.name, error: messageOf(error) }, 'The session is over');
    this.events.onCrash(error);
  }

  #fatal(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#assignment.over.abort();
    this.events.onFatal(error);
  }
}
