import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lifecycle } from '@shop/http';
import { keyOf, type RecordBatch, type TopicPartition } from '@shop/log-core';
import type { RunningReader } from '@shop/log-kafka';
import { Log, runFold } from '@shop/log-nest';
import { DEAD_LETTER_DESK, topics, type Topic } from '@shop/topics';

/** How many offsets of a partition are kept: who is further behind is given the distance. */
const KEPT = 2_000;
/** Who writes in transactions: each leaves a marker in the log, which takes an offset and is no record. */
const isTransactional = (writer: string) =>
  writer.startsWith('review-pipeline.') || writer === DEAD_LETTER_DESK || writer === 'every reader';

/** Whether a topic's offsets hold transaction markers. */
export const hasMarkers = ({ writers }: Pick<Topic, 'writers'>): boolean => writers.some(isTransactional);

/** Which offsets of a partition are records, up to where it was read. */
export interface SeenOffsets {
  /** Ascending; the last `KEPT`. */
  readonly records: readonly number[];
  /** The first offset that is known about. */
  readonly from: number;
  /** The first offset that isn't known about yet. */
  readonly next: number;
  /** How many records there are from `since` to `next`. Offsets are forgotten in time, this count is not. */
  readonly count: number;
  readonly since: number;
}

/** What is known of a partition after one more batch. A batch that doesn't follow begins anew. */
export function afterBatch(before: SeenOffsets | undefined, batch: Omit<SeenOffsets, 'count' | 'since'>): SeenOffsets {
  const follows = before?.next === batch.from;
  const joined = follows ? [...before.records, ...batch.records] : batch.records;
  const records = joined.slice(-KEPT);
  const whole = records.length === joined.length;
  return {
    records,
    from: whole ? (follows ? before.from : batch.from) : (records[0] ?? batch.from),
    next: batch.next,
    count: (follows ? before.count : 0) + batch.records.length,
    since: follows ? before.since : batch.from,
  };
}

/**
 * How many records lie from `position` to `end`: two reviews that are waiting are two, whatever number of markers lies
 * between them. Where the offsets aren't known, each counts as a record.
 */
export function recordsBetween(seen: SeenOffsets | undefined, position: number, end: number): number {
  const distance = Math.max(0, end - position);
  if (!seen || position < seen.from || seen.next < position) return distance;
  const known = seen.records.filter((offset) => offset >= position && offset < end).length;
  return known + Math.max(0, end - seen.next);
}

/** Counts what lies before a reader in topics that are written in transactions. Keeps offsets in memory, no content. */
@Injectable()
export class RecordsAhead implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly seen = new Map<string, SeenOffsets>();
  private reader: RunningReader | undefined;

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    this.reader = runFold(this.log, this.lifecycle, {
      name: 'ops-api.records-ahead',
      topics: (Object.values(topics) as Topic[]).filter(hasMarkers),
      last: KEPT,
      patience: 250,
      fold: (batch) => this.fold(batch),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader?.stop();
  }

  /** Records of a partition from `position` to its `end`. */
  count(partition: TopicPartition, position: number, end: number): number {
    return recordsBetween(this.seen.get(keyOf(partition)), position, end);
  }

  /** How many records some partitions hold in all; null when one of them wasn't read from its beginning. */
  total(partitions: readonly TopicPartition[], ends: ReadonlyMap<string, number>): number | null {
    let total = 0;
    for (const partition of partitions) {
      if (!ends.get(keyOf(partition))) continue;
      const seen = this.seen.get(keyOf(partition));
      if (!seen || seen.since > 0) return null;
      total += seen.count;
    }
    return total;
  }

  private fold(batch: RecordBatch): void {
    const fresh = [...batch.records.map(({ offset }) => offset), ...batch.bad.map(({ raw }) => raw.offset)];
    fresh.sort((one, other) => one - other);
    const { from, next } = batch;
    this.seen.set(keyOf(batch), afterBatch(this.seen.get(keyOf(batch)), { records: fresh, from, next }));
  }
}
