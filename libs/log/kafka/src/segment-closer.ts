import { keyOf, type Appender, type NewRecord } from '@shop/log-core';
import { LogAdmin } from './admin.js';
import type { KafkaClient } from './client.js';

/** The key of the tombstones that close segments: no row ever had it, so they take nothing away. */
export const CLOSING_KEY = 'segment.closed';

/** What closing segments needs. */
export interface SegmentCloserOptions {
  readonly kafka: KafkaClient;
  readonly appender: Appender;
  /** Compacted topics. */
  readonly topics: readonly string[];
  /** How old the last record of a partition is when its segment is closed, in milliseconds: the topics' `segment.ms`. */
  readonly afterMs: number;
}

/**
 * Closes the segments of quiet partitions. Kafka compacts no segment that is written to, and begins another one only
 * when a record comes: without one, the row of somebody who was forgotten would stay in a partition that nobody writes
 * to. So one comes: a tombstone of a key that never had a row.
 */
export class SegmentCloser {
  private readonly admin: LogAdmin;
  /** Where a partition ended after it was closed, by `keyOf`: nothing has come since, so nothing is to be closed. */
  private readonly closed = new Map<string, number>();

  constructor(private readonly options: SegmentCloserOptions) {
    this.admin = new LogAdmin(options.kafka);
  }

  /**
   * Looks at every partition once.
   * @returns how many segments were closed
   * @throws Retriable while the brokers can't be asked, AppendFailed when a record was not acknowledged
   */
  async closeQuiet(): Promise<number> {
    const { topics, appender, afterMs } = this.options;
    const partitions = await this.admin.partitionsOf(topics);
    const bounds = await this.admin.bounds(partitions);
    const changed = partitions.flatMap((place) => {
      const { begin, end } = bounds.get(keyOf(place)) ?? { begin: 0, end: 0 };
      return end > begin && this.closed.get(keyOf(place)) !== end ? [{ ...place, offset: end - 1 }] : [];
    });
    const times = await this.admin.recordTimes(changed);
    const quiet = changed.filter((_, index) => (times[index] ?? 0) + afterMs < Date.now());
    if (quiet.length === 0) return 0;
    const records = quiet.map(({ topic, partition }): NewRecord => ({
      topic,
      partition,
      key: CLOSING_KEY,
      value: null,
    }));
    for (const position of await appender.append(records))
      this.closed.set(keyOf(position), Number(position.offset) + 1);
    return quiet.length;
  }
}
