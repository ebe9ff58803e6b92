import type { CloudEvent, Position } from '@shop/topics';

/** One partition of one topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A record as the broker has it, not yet understood. Offsets are numbers in our processes: 2^53 records are enough. */
export interface RawRecord extends TopicPartition {
  readonly offset: number;
  /** The broker's or producer's time in milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a record says, parsed once and valid by the schema of its topic. */
export type RecordContent =
  | { readonly kind: 'event'; readonly event: CloudEvent }
  | { readonly kind: 'row'; readonly row: unknown }
  | { readonly kind: 'tombstone' }
  | { readonly kind: 'bytes' };

/** A record that was understood. */
export interface LogRecord extends TopicPartition {
  readonly offset: number;
  readonly timestamp: number;
  /** The key as text; empty when the record has none. */
  readonly key: string;
  readonly content: RecordContent;
  /** The record as it came, for readers of bytes and headers. */
  readonly raw: RawRecord;
}

/** A record that can't be understood, and why. It belongs into `dead_letters`. */
export interface BadRecord {
  readonly raw: RawRecord;
  /** A stable code (`json.invalid`, `schema.mismatch`, `version.unknown`, `record.empty`) and what to mend, naming the field. */
  readonly code: string;
  readonly message: string;
  /** Its bytes were not read, because those of its batch could not be: `raw` has no more than its position. */
  readonly unread?: boolean;
  /** Its reader leaves it out, whether it could be understood or not: nobody but the dead letters may be given it. */
  readonly leftOut?: boolean;
}

/** What one fetch brought from one partition, in the order of the log. */
export interface RecordBatch extends TopicPartition {
  readonly records: readonly LogRecord[];
  readonly bad: readonly BadRecord[];
  /** The offset the fetch asked for. Offsets between it and the first record are gaps, not losses. */
  readonly from: number;
  /** The offset to go on from after this batch. */
  readonly next: number;
}

/** The position of a record as the interface shows it. */
export function positionOf(record: TopicPartition & { readonly offset: number }): Position {
  return { topic: record.topic, partition: record.partition, offset: String(record.offset) };
}

/** Positions in the compact form of the `lineage` attribute: `reviews/2/117,reviews_clean/1/40`. */
export function formatLineage(positions: readonly Position[]): string {
  return positions.map(({ topic, partition, offset }) => `${topic}/${partition}/${offset}`).join(',');
}

/** The positions that a `lineage` attribute names; none for an absent one. */
export function parseLineage(lineage: string | undefined): Position[] {
  if (!lineage) return [];
  return lineage.split(',').map((part) => {
    const [topic, partition, offset] = part.split('/');
    return { topic, partition: Number(partition), offset };
  });
}
