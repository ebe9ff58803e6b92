import {
  keyOf,
  PositionLost,
  type BatchSink,
  type OpenContext,
  type RecordBatch,
  type StoreContext,
  type TopicPartition,
} from '@shop/log-core';
import type { ReadModel } from './read-model.js';

/** How long to wait for the generation that answers before looking again, in milliseconds. */
const LOOK_AGAIN = 250;

/**
 * Takes the batches of a builder, and never lets it overtake the generation that answers: two generations can only be
 * compared where both have been. What is beyond is waited for, as one waits for one's own writes.
 */
export class BuilderSink implements BatchSink {
  private readonly limits = new Map<string, number>();

  /**
   * @param inner stores in the generation under construction
   * @param leader the read model whose active generation must not be overtaken; absent for a new version, which has
   * nothing to be equal to
   */
  constructor(
    private readonly inner: BatchSink,
    private readonly leader: ReadModel | undefined,
  ) {}

  open(partitions: readonly TopicPartition[], context?: OpenContext): Promise<ReadonlyMap<string, number>> {
    return this.inner.open(partitions, context);
  }

  async close(partitions: readonly TopicPartition[]): Promise<void> {
    await this.inner.close?.(partitions);
  }

  async store(batch: RecordBatch, context: StoreContext): Promise<void> {
    // The reader of the generation that answers has buried them.
    let rest: RecordBatch = { ...batch, bad: [] };
    for (;;) {
      const limit = await this.limitOf(rest);
      if (limit >= rest.next) return this.inner.store(rest, context);
      if (limit > rest.from) {
        await this.inner.store(
          { ...rest, records: rest.records.filter(({ offset }) => offset < limit), next: limit },
          context,
        );
        rest = { ...rest, records: rest.records.filter(({ offset }) => offset >= limit), from: limit };
      }
      if (context.ending.aborted) throw new PositionLost(`The builder of ${keyOf(batch)} ends.`);
      await this.leader?.waitForPosition(
        { topic: batch.topic, partition: batch.partition, offset: String(limit) },
        LOOK_AGAIN,
      );
    }
  }

  /** Offsets without records were passed: the generation that answers may stand behind them, so this one follows. */
  async passed(batch: RecordBatch, context: StoreContext): Promise<void> {
    const next = Math.min(batch.next, await this.limitOf(batch));
    if (next > batch.from) await this.inner.store({ ...batch, next }, context);
  }

  private async limitOf(batch: RecordBatch): Promise<number> {
    if (!this.leader) return batch.next;
    const known = this.limits.get(keyOf(batch)) ?? 0;
    if (known >= batch.next) return known;
    for (const [key, next] of await this.leader.checkpoints()) this.limits.set(key, next);
    return this.limits.get(keyOf(batch)) ?? 0;
  }
}
