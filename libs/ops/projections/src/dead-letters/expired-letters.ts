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
