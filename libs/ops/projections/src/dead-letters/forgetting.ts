import type { Position } from '@shop/topics';
import type { ReadModel } from '@shop/log-postgres';

/**
 * Takes letters out of the read model that have expired in their topic, so that it holds what the log holds, as if it
 * were built anew now.
 * @param begins the first offset that is kept of each partition of `dead_letters`, by `keyOf`
 */
export async function forgetExpiredLetters(letters: ReadModel, begins: ReadonlyMap<string, number>): Promise<void> {
  const places = [...begins].map(([place, begin]) => [Number(place.slice(place.lastIndexOf('/') + 1)), begin]);
  await letters.query(
    `DELETE FROM $schema.dead_letters l USING unnest($1::int[], $2::bigint[]) AS kept (partition, begins)
     WHERE l.partition = kept.partition AND l.record_offset < kept.begins`,
    [places.map(([partition]) => partition), places.map(([, begin]) => begin)],
  );
}

/** A dead letter that names a person. */
export interface LetterNaming {
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly reader: string;
  readonly reason: string;
  /** Where the record was that could not be understood. */
  readonly source: Position;
}

/** The letters whose key or bytes hold an id: which ones, not what they say, for they may be about others as well. */
export async function lettersNaming(letters: ReadModel, id: string): Promise<LetterNaming[]> {
  const rows = await letters.query<{
    id: string;
    at: Date;
    reader: string;
    message: string;
    source_topic: string;
    source_partition: number;
    source_offset: number;
  }>(
    `SELECT id, at, reader, message, source_topic, source_partition, source_offset FROM $schema.dead_letters
     WHERE original_key = $1::bytea OR position($1::bytea IN bytes) > 0 ORDER BY at, id`,
    [Buffer.from(id)],
  );
  return rows.map((row) => ({
    id: row.id,
    time: row.at.toISOString(),
    reader: row.reader,
    reason: row.message,
    source: { topic: row.source_topic, partition: row.source_partition, offset: String(row.source_offset) },
  }));
}
