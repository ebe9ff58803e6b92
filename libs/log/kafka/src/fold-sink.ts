import { asHandlerFailure, forHandler, type Appender, type BatchSink, type RecordBatch } from '@shop/log-core';
import { LogAdmin } from './admin.js';
import type { KafkaClient } from './client.js';
import { withDeadLetters } from './dead-letters.js';

export interface FoldSinkOptions {
  readonly kafka: KafkaClient;
  /**
   * Takes a batch into memory, all of it or, if it throws, nothing: it may be given parts of it again then. What could not
   * be understood is in `batch.bad`.
   */
  readonly fold: (batch: RecordBatch) => void | Promise<void>;
  /** Only the last so many records of each partition; default: all of them. */
  readonly last?: number;
  /** How long records may wait for others, in milliseconds. Default: not at all. */
  readonly patience?: number;
  /** Who puts away what. Default: nobody, for a fold whose reader leaves out nothing and whose topics have other readers. */
  readonly deadLetters?: FoldDeadLetters;
}

/** What of a fold's records becomes a dead letter. A fold that begins anew writes them again: their identity is the same. */
export interface FoldDeadLetters {
  /** `<app>.<reader>` */
  readonly reader: string;
  readonly appender: Appender;
  /**
   * `all`: what can't be understood, as of other readers. `own`: only what the reader leaves out, where other readers of
   * the same topics put away the rest, and one letter more of each record would help nobody.
   */
  readonly of: 'all' | 'own';
}

/**
 * A sink for readers that need no database: everything is folded in memory, from the beginning or from near the end.
 * Run it with `group: 'own'`. After a lost connection it goes on where it was, so nothing is folded twice.
 */
export function foldSink({ kafka, fold, last, patience, deadLetters }: FoldSinkOptions): BatchSink {
  const admin = new LogAdmin(kafka);
  const positions = new Map<string, number>();
  const sink: BatchSink = {
    patience,
    async open(partitions) {
      const bounds = last === undefined ? new Map() : await admin.bounds(partitions);
      for (const [place, { begin, end }] of bounds)
        if (!positions.has(place)) positions.set(place, Math.max(begin, end - (last ?? 0)));
      return positions;
    },
    async store(batch) {
      try {
        await fold(forHandler(batch));
      } catch (error) {
        throw asHandlerFailure(error);
      }
      positions.set(`${batch.topic}/${batch.partition}`, batch.next);
    },
  };
  if (!deadLetters) return sink;
  const { reader, appender, of } = deadLetters;
  return withDeadLetters(reader, appender, sink, ({ leftOut }) => of === 'all' || leftOut === true);
}
