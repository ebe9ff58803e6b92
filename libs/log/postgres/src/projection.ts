import type { LogRecord } from '@shop/log-core';

/** A connection with a transaction open, or a pool: asks with `$schema` standing for the schema of the generation. */
export interface Db {
  /**
   * Runs one statement.
   * @param text SQL with `$1`, `$2`, ... and `$schema`
   * @returns the rows; `bigint` columns are numbers, `json` columns are parsed
   */
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A connection with a transaction open: asks, and takes rows in bulk. */
export interface Transaction extends Db {
  /**
   * Adds rows by COPY, the quickest way in.
   * @param table with `$schema.`
   * @param columns their names, in the order of a row's values
   * @param pieces rows in the text format of COPY (`copyText`)
   */
  copy(table: string, columns: readonly string[], pieces: Iterable<Buffer>): Promise<void>;
}

/** What `apply` gets: records of a topic, those of each partition in the order of the log, each event id for the first time. */
export interface ProjectionBatch {
  readonly topic: string;
  readonly records: readonly LogRecord[];
}

/**
 * How a part of the log becomes rows. Pure in the sense that matters: the same log gives the same rows, so there is no
 * clock, no randomness and no look outside the log and its own tables.
 */
export interface Projection {
  /** Lower case letters, digits and `_`; with the generation's number it names the schema. */
  readonly name: string;
  /** Counted from 1. Another version, because tables or meaning changed, is another generation and reads the log anew. */
  readonly version: number;
  /**
   * The oldest version whose tables the queries of this one can be asked of: while the read model is built in this
   * version, such an older one goes on answering. Default: this version only, and until it is built queries say that the
   * database is away.
   */
  readonly answersFrom?: number;
  /** The topics it reads. */
  readonly topics: readonly string[];
  /**
   * Its tables and indexes as SQL: `CREATE ... IF NOT EXISTS $schema.name ...` only, because it runs at every start.
   * `checkpoints` and `applied_events` are taken by the runtime.
   */
  readonly tables: string;
  /**
   * Where the ids of applied events are, if the projection keeps every event anyway: a table of its own (without
   * `$schema`) and its column, with a unique index: an event that `apply` adds twice must fail there, unless applying it
   * again changes nothing. Otherwise the runtime keeps the ids in `applied_events`.
   */
  readonly eventIds?: { readonly table: string; readonly column: string };
  /**
   * Changes the rows. Runs inside the transaction that moves the checkpoint; sets, not loops of statements. May be
   * called again with the same batch when that transaction failed.
   */
  apply(batch: ProjectionBatch, db: Transaction): Promise<void>;
}

/** The schema of a generation of a projection: `baskets_1`. */
export function schemaOf(projection: Pick<Projection, 'name'>, generation: number): string {
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(projection.name))
    throw new Error(`A projection can't be named "${projection.name}": use lower case letters, digits and _.`);
  return `${projection.name}_${generation}`;
}

/** Puts the schema in where a text says `$schema`. */
export function inSchema(text: string, schema: string): string {
  return text.replaceAll('$schema', schema);
}

/** Where the ids of applied events of a projection are. */
export function eventIdsOf(projection: Pick<Projection, 'eventIds'>): { table: string; column: string } {
  return projection.eventIds ?? { table: 'applied_events', column: 'id' };
}
