import type { Appender, BatchSink } from '@shop/log-core';
import type { LogBounds } from './checkpoints.js';
import { ProjectionSink } from './projection-sink.js';
import type { ReadModel } from './read-model.js';
import { PostgresRebuilding } from './rebuilding.js';
import { ActiveGeneration } from './target.js';

/** What the sink of a read model needs. */
export interface ReadModelSinkOptions {
  readonly readModel: ReadModel;
  /** `<app>.<reader>`, for dead letters. */
  readonly reader: string;
  /** The log that checkpoints are checked against. */
  readonly log: LogBounds;
  /** Takes the dead letters. */
  readonly appender: Appender;
  /** By how much the read model may be behind, in milliseconds, so that it costs less. Default: not at all. */
  readonly patience?: number;
}

/**
 * Stores the batches of a reader in a read model: rows and checkpoint in one transaction. What it stores can be built
 * anew from the log, beside what answers.
 */
export function projectionSink({ readModel, ...options }: ReadModelSinkOptions): BatchSink {
  const { database, projection } = readModel;
  return new ProjectionSink({
    ...options,
    database,
    projection,
    target: new ActiveGeneration(readModel),
    rebuilding: new PostgresRebuilding({ ...options, readModel }),
  });
}
