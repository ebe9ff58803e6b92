import { setTimeout as wait } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Retriable, keyOf, type TopicPartition } from '@shop/log-core';
import { LogAdmin } from './admin.js';
import { Assignment, type AssignedPartition } from './assignment.js';
import { messageOf, type KafkaClient } from './client.js';
import { Commits } from './commits.js';
import { openPositions, type Opened } from './opening.js';
import type { PendingMoves } from './pending-moves.js';
import type { ReaderOptions } from './reader-options.js';
import type { SessionEvents } from './session-events.js';
import { Silence } from './silence.js';
import { consumerOf, Steering } from './steering.js';
import { Storing } from './storing.js';

/** How long a batch in hand may take when the reader stops, before it is told to give up. */
const DRAIN_MS = 8_000;
/** How long brokers that don't answer are waited for on leaving. */
const LEAVE_MS = 2_000;

/** One life of a kafkajs consumer: from joining the group until it crashes or is stopped. */
export class ReaderSession {
  readonly #consumer: Consumer;
  readonly #steering: Steering;
  readonly #admin: LogAdmin;
  readonly #commits: Commits;
  readonly #silence: Silence;
  readonly #storing: Storing;
  #assignment = new Assignment([]);
  #joining: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
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
    this.#consumer = consumerOf(client, group, options.sink.patience);
    this.#steering = new Steering(client, this.#consumer, (error) => this.#crash(error));
    this.#commits = new Commits((offsets) => this.#commit(offsets), client.logger);
    this.#silence = new Silence(this.#consumer, {
      onQuiet: () => events.onTrouble(new Retriable('The brokers do not answer')),
      onAnswer: () => events.onTrouble(undefined),
      onLost: () => this.#crash(new Retriable('The consumer has gone silent')),
    });
    this.#storing = new Storing(options, {
      commits: this.#commits,
      steering: this.#steering,
      events,
      reopen: (assignment, partition) =>
        // Where the group's offset is the position, it has to be there before it is asked for.
        void this.#commits
          .flush()
          .then(() => this.#open(assignment, [partition]))
          .catch((error: Error) => this.#fatal(error)),
      onFatal: (error) => this.#fatal(error),
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
      // Where the group's offset is the position, it has to be there before it is asked for.
      await this.#commits.flush();
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
      skipping: this.options.skipping,
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

  async #onBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition: number } = payload.batch;
    const partition = this.#partition(topic, number);
    if (!partition?.open || payload.isStale() || this.events.isPaused() || this.#ended) return;
    await this.#storing.take(this.#assignment, partition, payload);
  }

  /** kafkajs passes transaction markers and compacted offsets by itself: the position follows. */
  #onGap(topic: string, number: number, next: number): void {
    const partition = this.#partition(topic, number);
    if (partition?.open && next > partition.fetched) this.#storing.pass(this.#assignment, partition, next);
  }

  #partition(topic: string, partition: number): AssignedPartition | undefined {
    return this.#assignment.partitions.get(keyOf({ topic: this.client.logical(topic), partition }));
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
