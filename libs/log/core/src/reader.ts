import type { MoveContext, PositionMove } from './moving.js';
import type { Rebuilding } from './rebuilding.js';
import type { RecordBatch, TopicPartition } from './record.js';

/** What the runner offers a sink while it stores a batch. */
export interface StoreContext {
  /** Tells the group that the reader is alive; call it at least every few seconds in long work. */
  heartbeat(): Promise<void>;
  /** Aborted when the partition was taken away or the reader stops; what is not committed by then must not be. */
  readonly signal: AbortSignal;
  /** Aborted when the reader is about to stop or the partitions are being shared out anew: what merely waits gives up. */
  readonly ending: AbortSignal;
}

/** What the runner offers a sink that reads records by itself when it opens. */
export interface OpenContext {
  /** A batch without the records that the reader leaves out: they are among those to be put away. */
  without(batch: RecordBatch): RecordBatch;
}

/**
 * Where a reader's batches go, together with its position. Every reader is the one runner plus a sink: rows and
 * checkpoint in PostgreSQL, records and offsets in one Kafka transaction, or an effect that may be repeated.
 */
export interface BatchSink {
  /**
   * Whether it commits the position to Kafka itself, in a transaction with what it writes there. Otherwise the runner
   * does afterwards, for standard tools only.
   */
  readonly commitsOffsets?: boolean;
  /** The topics it is made for, where it can't take others: a reader must be given exactly these. */
  readonly topics?: readonly string[];
  /**
   * How long records may wait for others, in milliseconds, where nobody waits for what it writes: together they take far
   * fewer fetches and transactions. Default: not at all.
   */
  readonly patience?: number;
  /** How to build anew what it writes; only where that is a read model. */
  readonly rebuilding?: Rebuilding;
  /**
   * Called when partitions were assigned, before any batch of them.
   * @param context absent for a reader that leaves out nothing
   * @returns the offset to read on from per partition (`keyOf`); a partition not named starts at the beginning
   * @throws Retriable or PositionLost to try again; HandlerFailed naming the record whose state can't be restored
   */
  open(partitions: readonly TopicPartition[], context?: OpenContext): Promise<ReadonlyMap<string, number>>;
  /**
   * Stores a batch and the position after it. The sink must have `batch.bad` in `dead_letters` (acked, or in its own
   * transaction) before the position passes them.
   * @throws Retriable to pause and back off; PositionLost to reopen the partitions; HandlerFailed when what is done with
   * the records fails, which may be the fault of one of them; anything else ends the reader
   */
  store(batch: RecordBatch, context: StoreContext): Promise<void>;
  /**
   * Moves positions, all or none, of partitions that were opened and have no batch in hand; they are opened again
   * afterwards. A sink without it can't be moved. Doing it twice must be the same as once.
   * @throws MoveRefused when it would be unsafe; Retriable or PositionLost to open the partitions and try again
   */
  move?(moves: readonly PositionMove[], context: MoveContext): Promise<void>;
  /**
   * Called when offsets without records were passed (markers of transactions, what was compacted away), for sinks whose
   * position has to follow at once. `batch` is empty. Throws as `store` does.
   */
  passed?(batch: RecordBatch, context: StoreContext): Promise<void>;
  /** Called when partitions were taken away, after their last batch. */
  close?(partitions: readonly TopicPartition[]): Promise<void>;
}

/** The text that stands for a partition in maps: `reviews/2`. */
export function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** Trouble that will pass (database away, broker away): the reader pauses, keeps its membership and tries again. */
export class Retriable extends Error {
  override name = 'Retriable';
}

/** Another instance has moved the checkpoint: what was not committed is dropped and the positions are read anew. */
export class PositionLost extends Error {
  override name = 'PositionLost';
}

/** What a reader reports of itself, for health, metrics and the console. */
export interface ReaderStatus {
  /** `<app>.<reader>`, also the consumer group. */
  readonly name: string;
  readonly state: 'starting' | 'running' | 'paused' | 'retrying' | 'failed' | 'stopped';
  /** What it is retrying or failed of. */
  readonly trouble?: string;
  readonly partitions: readonly (TopicPartition & { readonly next: number })[];
}
