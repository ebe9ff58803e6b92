import { keyOf, type TopicPartition } from '@shop/log-core';
import type { Database } from './database.js';
import { CheckpointRefused } from './errors.js';
import { inSchema, schemaOf, type Db, type Projection } from './projection.js';

/** What there is to know about the log that a checkpoint belongs to. `LogAdmin` of @shop/log-kafka is one. */
export interface LogBounds {
  clusterId(): Promise<string>;
  /** The first offset there is, per `topic/partition`. */
  beginOffsets(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>>;
  /** The offset after the last record, per `topic/partition`. */
  endOffsets(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>>;
}

/** What opening needs. */
export interface OpenCheckpoints {
  readonly database: Database;
  readonly projection: Projection;
  /** The generation whose checkpoints they are. */
  readonly generation: number;
  /** Looks, in the same transaction, whether that generation is still to be written; throws if it isn't. */
  readonly check: (db: Db) => Promise<void>;
  readonly log: LogBounds;
  readonly partitions: readonly TopicPartition[];
}

/** Where a partition stands: what the checkpoint's row says, and the next offset to apply (later, if records expired). */
export interface Standing {
  readonly generation: number;
  readonly stored: number;
  readonly position: number;
}

interface Row extends TopicPartition {
  readonly cluster_id: string;
  readonly next_offset: number;
}

/**
 * Reads the checkpoints of partitions, making those that are missing.
 * @returns per `topic/partition` what is stored, and where to read on: later than stored where records have expired
 * @throws CheckpointRefused when a checkpoint is of another cluster, or beyond the end of the log
 */
export async function openCheckpoints(options: OpenCheckpoints): Promise<Map<string, Standing>> {
  const { database, projection, generation, check, log, partitions } = options;
  const schema = schemaOf(projection, generation);
  const cluster = await log.clusterId();
  const topics = partitions.map(({ topic }) => topic);
  const numbers = partitions.map(({ partition }) => partition);
  const rows = await database.transaction(async (db) => {
    await check(db);
    await db.query(
      inSchema(
        `INSERT INTO $schema.checkpoints (topic, partition, cluster_id, version, next_offset)
         SELECT topic, partition, $3, $4, 0 FROM unnest($1::text[], $2::int[]) AS opened (topic, partition)
         ON CONFLICT DO NOTHING`,
        schema,
      ),
      [topics, numbers, cluster, projection.version],
    );
    return db.query<Row>(
      inSchema(
        `SELECT topic, partition, cluster_id, next_offset FROM $schema.checkpoints
         JOIN unnest($1::text[], $2::int[]) AS opened (topic, partition) USING (topic, partition)`,
        schema,
      ),
      [topics, numbers],
    );
  });
  // Asked after the checkpoints, which somebody else may still be moving: the log's end never lies before them.
  const [begins, ends] = await Promise.all([log.beginOffsets(partitions), log.endOffsets(partitions)]);
  return new Map(
    rows.map((row) => {
      const key = keyOf(row);
      refuseForeign(row, { key, cluster, end: ends.get(key), schema });
      const position = Math.max(row.next_offset, begins.get(key) ?? 0);
      return [key, { generation, stored: row.next_offset, position }] as const;
    }),
  );
}

function refuseForeign(row: Row, log: { key: string; cluster: string; end: number | undefined; schema: string }): void {
  const remedy = `or drop the schema "${log.schema}" to have it built again from this log.`;
  if (row.cluster_id !== log.cluster)
    throw new CheckpointRefused(
      `The checkpoint of ${log.key} in "${log.schema}" belongs to the Kafka cluster ${row.cluster_id}, but this is ` +
        `${log.cluster}. Start with that cluster's brokers, ${remedy}`,
    );
  if (log.end !== undefined && row.next_offset > log.end)
    throw new CheckpointRefused(
      `The checkpoint of ${log.key} in "${log.schema}" is ${row.next_offset}, but the log ends at ${log.end}: records ` +
        `were lost or the topic was made anew. Bring the log back, ${remedy}`,
    );
}
