export type { Db, Projection, ProjectionBatch } from './projection.js';
export { Database, openDatabase, type DatabaseOptions } from './database.js';
export { ReadModel, type ProgressSubscriber } from './read-model.js';
export { projectionSink, type ProjectionSinkOptions } from './projection-sink.js';
export type { LogBounds } from './checkpoints.js';
export { insertRows, type OnConflict } from './insert-rows.js';
export { foldBatch, type FoldedBatch, type FoldedEvent } from './fold-batch.js';
export { CheckpointRefused, DatabaseAway, ReadModelGone } from './errors.js';
export { temporaryDatabase, type TemporaryDatabase } from './temporary-database.js';
