import type { Generation, TableCompared, TableSum } from '@shop/log-core';
import { schemaOf, type Db, type Projection } from './projection.js';

/**
 * Compares the tables of two generations in one snapshot.
 * @param from absent where they have no need to be equal
 */
export async function compareTables(
  db: Db,
  projection: Projection,
  from: Generation | undefined,
  to: Generation,
): Promise<TableCompared[]> {
  const built = schemaOf(projection, to.number);
  const tables: TableCompared[] = [];
  for (const table of await tablesOf(db, built)) {
    const after = await sumOf(db, `${built}.${table}`);
    const before = from && (await sumOf(db, `${schemaOf(projection, from.number)}.${table}`));
    tables.push({ table, ...after, ...(before && { before }) });
  }
  return tables;
}

/** Whether two generations hold the same rows. */
export function areEqual(tables: readonly TableCompared[]): boolean {
  return tables.every(
    ({ rows, checksum, before }) => !before || (before.rows === rows && before.checksum === checksum),
  );
}

/** Every table but the checkpoints, which are equal by the choice of the snapshot. */
async function tablesOf(db: Db, schema: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 AND tablename <> 'checkpoints' ORDER BY tablename`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/**
 * The rows of a table and the sum of their hashes modulo 2^64: equal rows give equal sums, in whatever order and without
 * sorting them.
 */
async function sumOf(db: Db, table: string): Promise<TableSum> {
  const [{ rows, sum }] = await db.query<{ rows: number; sum: string }>(
    `SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS sum FROM ${table} AS t`,
  );
  return { rows, checksum: BigInt.asUintN(64, BigInt(sum)).toString(16).padStart(16, '0') };
}
