import type { BatchSink, ReaderStatus, Skipping } from '@shop/log-core';
import type { Topic } from '@shop/topics';
import type { Logger } from './logging.js';
import type { Move } from './pending-moves.js';

export interface ReaderOptions {
  /** `<app>.<reader>`. */
  readonly name: string;
  /** What it reads: entries of the map. */
  readonly topics: readonly Topic[];
  /** Where batches go, and where the position is. */
  readonly sink: BatchSink;
  /**
   * The consumer group. Default: the name, shared by all processes that run the reader. `own`: a group of this process
   * alone, which gets all partitions and leaves no trace.
   */
  readonly group?: string;
  /** Deletes the group when the reader stops and nobody else is in it. Its position is the sink's, and stays. */
  readonly forgetGroup?: boolean;
  /** Called once when the reader can't go on. The process must become unready and end. */
  readonly onFailed?: (error: Error) => void;
  readonly logger?: Logger;
  /** How many partitions are stored at the same time. Default 8. */
  readonly concurrency?: number;
  readonly metrics?: ReaderMetrics;
  /** Which records it leaves out. Default: none, and a handler that fails ends the reader. */
  readonly skipping?: Skipping;
}

/** Hooks that are called with what a reader did. */
export interface ReaderMetrics {
  /** A batch of a topic was stored. `bad`: how many of its records were put away because they were not understood. */
  readonly stored?: (reader: string, records: number, bad: number, seconds: number, topic: string) => void;
  /** A batch has to come again, or the connection was lost. */
  readonly retried?: (reader: string) => void;
}

/** A reader that runs. */
export interface RunningReader {
  readonly name: string;
  status(): ReaderStatus;
  /** Whether it has reached what was in its partitions of the log when it started. */
  readonly isCaughtUp: boolean;
  /** Resolves when it has; rejects when it failed or was stopped before. */
  caughtUp(): Promise<void>;
  /** Takes no more batches after those in hand. It stays a member and keeps its position. */
  pause(): void;
  /** Goes on. */
  resume(): void;
  /** Reads on from elsewhere: in the partitions it has at once, in those it is assigned later before their first batch. */
  move(move: Move): void;
  /** Forgets a move that hasn't happened yet. @param places by `keyOf`; default: all of it */
  forgetMove(id: string, places?: Iterable<string>): void;
  /** Ends the batches in hand, commits the group's offsets and leaves. */
  stop(): Promise<void>;
}

/** Time between attempts: 100 ms, doubled each time, at most 5 s. */
export function backoffMs(attempts: number): number {
  return Math.min(100 * 2 ** Math.min(attempts, 10), 5_000);
}
