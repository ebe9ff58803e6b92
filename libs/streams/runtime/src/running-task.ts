import {
  type BadRecord,
  deadLetterOf,
  keyOf,
  type NewRecord,
  type OpenContext,
  PositionLost,
  type RecordBatch,
  type TopicPartition,
} from '@shop/log-core';
import { type KafkaClient, KafkaTransactionalAppender, LogAdmin, readToEnd } from '@shop/log-kafka';
import { describeTopology, joinOf, Task, type Topology } from '@shop/streams-topology';
import { deriveId } from './derive-id.js';

/** A position that a transaction reaches. */
interface Reached extends TopicPartition {
  readonly next: number;
}

/**
 * A task of a topology with its right to write: one transactional id per partition number. Whoever opens the same task
 * later, anywhere, fences this one. After any rejection it must be closed, and another one opened.
 */
export class RunningTask {
  private constructor(
    private readonly kafka: KafkaClient,
    private readonly task: Task,
    private readonly appender: KafkaTransactionalAppender,
    /** The offset to go on from by `keyOf`; a partition that is missing was never read. */
    readonly positions: Map<string, number>,
  ) {}

  /**
   * Fences whoever had the task, settles what they left undone, and brings the state back: the table and the waiting
   * records are read to their ends, and what waits for a row that came meanwhile is released.
   * @param context tells which records are left out of the state
   * @throws Retriable or PositionLost: try again; HandlerFailed naming a row that can't be worked with
   */
  static async open(
    kafka: KafkaClient,
    topology: Topology,
    partition: number,
    context?: OpenContext,
  ): Promise<RunningTask> {
    const { reader } = topology;
    const appender = await KafkaTransactionalAppender.open(kafka, `${reader}-${partition}`);
    try {
      const places = describeTopology(topology).reads.map((topic) => ({ topic, partition }));
      // Only now: what the one before had under way is committed or aborted, and can't change any more.
      const positions = await new LogAdmin(kafka).groupOffsets(reader, places);
      const running = new RunningTask(kafka, new Task(topology, partition, deriveId), appender, positions);
      await running.restore(context);
      return running;
    } catch (error) {
      await appender.close();
      throw error;
    }
  }

  /** Processes a batch and commits what it leads to, with the position after it. Records seen before are left out. */
  async store(batch: RecordBatch, signal: AbortSignal): Promise<void> {
    const { topic, partition, next } = batch;
    const from = this.positions.get(keyOf(batch)) ?? 0;
    if (next <= from) return;
    const bad = batch.bad.filter(({ raw }) => raw.offset >= from);
    const records = batch.records.filter(({ offset }) => offset >= from);
    const own = topic === joinOf(this.task.topology)?.waiting.topic.name;
    const output = own ? { records: [], refused: [] } : this.task.process(records);
    await this.commit(output.records, [...bad, ...output.refused], [{ topic, partition, next }], signal);
  }

  /** Gives the right to write back. Safe after any rejection. */
  close(): Promise<void> {
    return this.appender.close();
  }

  private async restore(context?: OpenContext): Promise<void> {
    const { topology, partition } = this.task;
    const join = joinOf(topology);
    if (!join) return;
    const bad: BadRecord[] = [];
    const state = [join.table, join.waiting.topic].map((topic) => ({ topic, partition }));
    const ends = await readToEnd(this.kafka, state, (read) => {
      const batch = context?.without(read) ?? read;
      for (const record of batch.records) this.task.restore(record);
      // Those before the committed position are in `dead_letters` since then.
      bad.push(...batch.bad.filter(({ raw }) => raw.offset >= (this.positions.get(keyOf(batch)) ?? 0)));
    });
    const reached = state
      .map(({ topic }) => ({
        topic: topic.name,
        partition,
        next: ends.get(keyOf({ topic: topic.name, partition })) ?? 0,
      }))
      .filter((place) => place.next !== this.positions.get(keyOf(place)));
    const { records, refused } = this.task.release();
    if (reached.length > 0 || records.length > 0) await this.commit(records, [...bad, ...refused], reached);
  }

  private async commit(
    records: readonly NewRecord[],
    refused: readonly BadRecord[],
    reached: readonly Reached[],
    signal?: AbortSignal,
  ): Promise<void> {
    const { reader } = this.task.topology;
    const all = [...records];
    for (const bad of refused) all.push(await deadLetterOf(reader, bad));
    const transaction = await this.appender.begin();
    if (all.length > 0) await transaction.append(all);
    await transaction.sendOffsets(reader, reached);
    if (signal?.aborted) {
      await transaction.abort();
      throw new PositionLost(`Task ${this.task.partition} of ${reader} was taken away`);
    }
    await transaction.commit();
    for (const place of reached) this.positions.set(keyOf(place), place.next);
  }
}
