import { asHandlerFailure, type BatchSink, type RecordBatch } from '@shop/log-core';
import { LogAdmin } from './admin.js';
import type { KafkaClient } from './client.js';

export interface FoldSinkOptions {
  readonly kafka: KafkaClient;
  /**
   * Takes a batch into memory, all of it or, if it throws, nothing: it may be given parts of it again then. Bad records
   * are in `batch.bad`; readers with a memory only leave them to others.
   */
  readonly fold: (batch: RecordBatch) => void | Promise<void>;
  /** Only the last so many records of each partition; default: all of them. */
  readonly last?: number;
  /** How long records may wait for others, in milliseconds. Default: not at all. */
  readonly patience?: number;
}

/**
 * A sink for readers that need no database: everything is folded in memory, from the beginning or from near the end.
 * Run it with `group: 'own'`. After a lost connection it goes on where it was, so nothing is folded twice.
 */
export function foldSink({ kafka, fold, last, patience }: FoldSinkOptions): BatchSink {
  const admin = new LogAdmin(kafka);
  const positions = new Map<string, number>();
  return {
    patience,
    async open(partitions) {
      const bounds = last === undefined ? new Map() : await admin.bounds(partitions);
      for (const [place, { begin, end }] of bounds)
        if (!positions.has(place)) positions.set(place, Math.max(begin, end - (last ?? 0)));
      return positions;
    },
    async store(batch) {
      try {
        await fold(batch);
      } catch (error) {
        throw asHandlerFailure(error);
      }
      positions.set(`${batch.topic}/${batch.partition}`, batch.next);
    },
  };
}
