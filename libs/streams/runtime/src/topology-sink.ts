import {
  type BatchSink,
  type MoveContext,
  MoveRefused,
  type OpenContext,
  PositionLost,
  type PositionMove,
  type RecordBatch,
  Retriable,
  type StoreContext,
  type TopicPartition,
} from '@shop/log-core';
import type { KafkaClient } from '@shop/log-kafka';
import { refuseMoves, type Topology } from '@shop/streams-topology';
import { RunningTask } from './running-task.js';

/**
 * Runs a topology as the sink of a reader: one task per partition number, which gets that partition of every topic the
 * topology reads. Each batch is one Kafka transaction of outputs, dead letters, changes of state and the position.
 */
export function topologySink(kafka: KafkaClient, topology: Topology): BatchSink {
  return new TopologySink(kafka, topology);
}

class TopologySink implements BatchSink {
  readonly commitsOffsets = true;
  private readonly tasks = new Map<number, RunningTask>();
  /** Whoever wants something of a task waits for the one before: its topics are read at the same time. */
  private readonly lines = new Map<number, Promise<unknown>>();

  constructor(
    private readonly kafka: KafkaClient,
    private readonly topology: Topology,
  ) {}

  async open(partitions: readonly TopicPartition[], context?: OpenContext): Promise<ReadonlyMap<string, number>> {
    const numbers = [...new Set(partitions.map(({ partition }) => partition))];
    const tasks = await Promise.all(numbers.map((number) => this.inLine(number, () => this.reopen(number, context))));
    return new Map(tasks.flatMap(({ positions }) => [...positions]));
  }

  store(batch: RecordBatch, { signal }: StoreContext): Promise<void> {
    return this.inLine(batch.partition, async () => {
      const task = this.tasks.get(batch.partition);
      if (!task) throw new PositionLost(`Task ${batch.partition} of ${this.topology.reader} is not open`);
      try {
        await task.store(batch, signal);
      } catch (error) {
        await this.discard(batch.partition);
        // What became of the transaction is only known after a new start: trying again with this task makes no sense.
        throw error instanceof Retriable ? new PositionLost(error.message, { cause: error }) : error;
      }
    });
  }

  /** The position is the group's, and nothing is under way: the tasks that are opened afterwards find it there. */
  async move(moves: readonly PositionMove[], { commit }: MoveContext): Promise<void> {
    const refusal = refuseMoves(this.topology, moves);
    if (refusal) throw new MoveRefused(refusal);
    await commit(moves);
  }

  async close(partitions: readonly TopicPartition[]): Promise<void> {
    const numbers = new Set(partitions.map(({ partition }) => partition));
    await Promise.all(Array.from(numbers, (number) => this.inLine(number, () => this.discard(number))));
  }

  private async reopen(number: number, context?: OpenContext): Promise<RunningTask> {
    await this.discard(number);
    const task = await RunningTask.open(this.kafka, this.topology, number, context);
    this.tasks.set(number, task);
    return task;
  }

  private async discard(number: number): Promise<void> {
    const task = this.tasks.get(number);
    this.tasks.delete(number);
    await task?.close();
  }

  private inLine<T>(number: number, work: () => Promise<T>): Promise<T> {
    const turn = (this.lines.get(number) ?? Promise.resolve()).then(work);
    this.lines.set(
      number,
      turn.catch(() => undefined),
    );
    return turn;
  }
}
