import type { Position } from '@shop/topics';
import type { BatchSink } from './reader.js';

/** A generation of a read model: its number, and the version of the projection that makes it. */
export interface Generation {
  readonly number: number;
  readonly version: number;
}

/** The rows of a table, and a checksum of them that doesn't depend on their order. */
export interface TableSum {
  readonly rows: number;
  readonly checksum: string;
}

/** A table of two generations at one position; `before` is absent where they have no need to be equal. */
export interface TableCompared extends TableSum {
  readonly table: string;
  readonly before?: TableSum;
  /** Which rows are not equal, where the table has a primary key to name them by. */
  readonly differing?: Differing;
}

/** The rows of a table that are not equal: how many, and the first few by their primary keys. */
export interface Differing {
  readonly rows: number;
  readonly keys: readonly DifferingRow[];
}

/** A row that is not equal: `missing` where it should answer, `extra` there, or `changed`. Its key is a JSON array, cut. */
export interface DifferingRow {
  readonly key: string;
  readonly how: 'missing' | 'extra' | 'changed';
}

/**
 * What a generation is built for.
 * - `rebuild`: to take the place of the one that answers, if it is equal.
 * - `logWins`: to take its place even if it is not equal: an operator said that the log is right.
 * - `verify`: to be compared with it, and dropped.
 */
export type BuildPurpose = 'rebuild' | 'logWins' | 'verify';

/** What an operator asked for: the id of the event that says so, and what for. */
export interface BuildRequest {
  readonly id: string;
  readonly purpose: BuildPurpose;
}

/** A finished build: what it was compared with, and which generation answers now unless it was a `verify`. */
export interface Rebuilt {
  /** Absent: `rebuild`. */
  readonly purpose?: BuildPurpose;
  readonly from: Generation;
  readonly to: Generation;
  /** Where both stood when they were compared. */
  readonly positions: readonly Position[];
  readonly tables: readonly TableCompared[];
  /** From the first step to the end, in milliseconds. */
  readonly took: number;
}

/** Whether two generations hold the same rows. */
export function areEqual(tables: readonly TableCompared[]): boolean {
  return tables.every(
    ({ rows, checksum, before }) => !before || (before.rows === rows && before.checksum === checksum),
  );
}

/** The generation that was built is not equal to the one that answers: it must not take its place. */
export class RebuildDiffers extends Error {
  override name = 'RebuildDiffers';
  constructor(
    message: string,
    readonly tables: readonly TableCompared[],
  ) {
    super(message);
  }
}

/** What was being built is no longer wanted: it answers already, or it was dropped. Thrown by its sink. */
export class RebuildOver extends Error {
  override name = 'RebuildOver';
}

/** A generation under construction. Any number of processes may take part in it, and any of them may die. */
export interface Build {
  readonly from: Generation;
  readonly to: Generation;
  /** Whether this call began it; otherwise it goes on with what is there. */
  readonly begun: boolean;
  /** Where the batches of the builder go. Side effects don't fire, and it never overtakes the generation that answers. */
  readonly sink: BatchSink;
  /**
   * Compares the two generations at one position, and switches unless it is only to be verified.
   * @returns undefined when that isn't possible yet: ask again after a while
   * @throws RebuildDiffers when they are not equal but have to be; RebuildOver when there is nothing to finish; Retriable
   */
  finish(): Promise<Rebuilt | undefined>;
  /** Gives back what taking part needed. The build itself stays as it is. */
  end(): Promise<void>;
}

/** Builds a read model anew, beside the generation that answers. */
export interface Rebuilding {
  /**
   * Whether the generation that answers is of another version than the code, so that one of the code's version has to be
   * built; `answers` tells whether the code can ask the older one until then.
   * @throws Retriable while the database is away
   */
  outdated(): Promise<{ readonly answers: boolean } | undefined>;
  /**
   * Begins a build, or goes on with the one that is under way.
   * @param request what asked for it; absent for a new version of the projection
   * @returns what came of it if that request was finished before
   * @throws Retriable while the database is away
   */
  begin(request?: BuildRequest): Promise<Build | Rebuilt>;
  /** What came of a build: of the last one that took its place, or of the last verification, if that was this request's. */
  outcomeOf(generation: number, request?: string): Promise<Rebuilt | undefined>;
  /** Drops what is being built. @returns false when nothing was */
  drop(): Promise<boolean>;
}
