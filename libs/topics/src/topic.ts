import type { TSchema } from 'typebox';
import type { EventTypes } from './event-type.js';

/** How long a topic keeps its records. */
export type Retention =
  { readonly kind: 'forever' } | { readonly kind: 'compacted' } | { readonly kind: 'days'; readonly days: number };

/**
 * What a record of a topic looks like.
 * - `events`: CloudEvents in structured JSON mode, of the types that `events` names, in any of their versions.
 * - `rows`: plain JSON of the one schema; null is a tombstone (the row is gone).
 * - `bytes`: anything; who reads it doesn't parse it (dead letters).
 */
export type Content =
  | { readonly kind: 'events'; readonly events: EventTypes }
  | { readonly kind: 'rows'; readonly schema: TSchema }
  | { readonly kind: 'bytes' };

/** A topic as declared: its contract, its owner and who is on either side of it. */
export interface Topic {
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly description: string;
  /** The process that answers for it. */
  readonly owner: string;
  /** What the key is, the plain id in UTF-8. */
  readonly key: string;
  readonly content: Content;
  /** A fixed number of partitions, or the configured one (`SHOP_PARTITIONS`). */
  readonly partitions: 'configured' | 1;
  readonly retention: Retention;
  /** Whether it holds personal data; only topics that can forget may. */
  readonly personal: boolean;
  /** Processes or readers that append to it. */
  readonly writers: readonly string[];
  /** Consumer groups that read it: `<app>.<reader>`. */
  readonly readers: readonly string[];
}
