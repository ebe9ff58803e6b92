import { keyOf, type TopicPartition } from '@shop/log-core';
import { CheckpointRefused } from './errors.js';
import { inSchema, schemaOf } from './projection.js';
import type { ReadModel } from './read-model.js';

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
  readonly readModel: ReadModel;
  readonly generation: number;
  readonly log: LogBounds;
  readonly partitions: readonly TopicPartition[];
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
export async function openCheckpoints({ readModel, generation, log, partitions }: OpenCheckpoints) {
  const { database, projection } = readModel;
  const schema = schemaOf(projection, generation);
  const [cluster, begins, ends] = await Promise.all([
    log.clusterId(),
    log.beginOffsets(partitions),
    log.endOffsets(partitions),
  ]);
  const topics = partitions.map(({ topic }) => topic);
  const numbers = partitions.map(({ partition }) => partition);
  const rows = await database.transaction(async (db) => {
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
  return new Map(
    rows.map((row) => {
      const key = keyOf(row);
      check(row, { key, cluster, end: ends.get(key), schema });
      return [key, { stored: row.next_offset, position: Math.max(row.next_offset, begins.get(key) ?? 0) }] as const;
    }),
  );
}

function check(row: Row, log: { key: string; cluster: string; end: number | undefined; schema: string }): void {
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
