import type { Differing, DifferingRow, Generation, TableCompared, TableSum } from '@shop/log-core';
import { schemaOf, type Db, type Projection } from './projection.js';

/** How many rows that are not equal are named per table: enough to look at, little enough for an event. */
const NAMED = 10;
/** How much of a key is told, in characters. */
const KEY_LENGTH = 200;

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
    const answering = from && `${schemaOf(projection, from.number)}.${table}`;
    const before = answering === undefined ? undefined : await sumOf(db, answering);
    const isEqual = !before || (before.rows === after.rows && before.checksum === after.checksum);
    const differing = isEqual || !answering ? undefined : await differingRows(db, `${built}.${table}`, answering);
    tables.push({ table, ...after, ...(before && { before }), ...(differing && { differing }) });
  }
  return tables;
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

/**
 * The rows of two tables that are not equal, by primary key. Asked only when the sums say that there are some: it joins
 * the tables. Nothing but keys is told, because what is told stays in the log for ever.
 * @returns undefined for a table without a primary key
 */
async function differingRows(db: Db, built: string, answering: string): Promise<Differing | undefined> {
  const columns = await db.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
     WHERE indrelid = $1::regclass AND indisprimary ORDER BY array_position(indkey::int[], attnum::int)`,
    [built],
  );
  if (!columns.length) return undefined;
  const names = columns.map(({ name }) => name);
  const found = await db.query<DifferingRow & { readonly rows: number }>(
    `SELECT count(*) OVER () AS rows, left(jsonb_build_array(${names.join(', ')})::text, ${KEY_LENGTH}) AS key,
            CASE WHEN f.${names[0]} IS NULL THEN 'missing' WHEN t.${names[0]} IS NULL THEN 'extra' ELSE 'changed' END AS how
     FROM ${built} AS t FULL JOIN ${answering} AS f USING (${names.join(', ')})
     WHERE t::text IS DISTINCT FROM f::text ORDER BY ${names.join(', ')} LIMIT ${NAMED}`,
  );
  return { rows: found[0]?.rows ?? 0, keys: found.map(({ key, how }) => ({ key, how })) };
}
