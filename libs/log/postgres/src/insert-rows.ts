import { bigintArray, textArray } from './binary-array.js';
import { copyText } from './copy.js';
import type { Transaction } from './projection.js';

/** What to do with a row whose key is there already. `t` is the row that is there, `excluded` the new one. */
export type OnConflict =
  /** Replaces all other columns. */
  | { readonly update: readonly string[] }
  /** Leaves it as it is. */
  | { readonly keep: readonly string[] }
  /** Sets what the SQL says, e.g. `units = t.units + excluded.units`. */
  | { readonly merge: readonly string[]; readonly set: string };

/** From so many rows on, COPY is quicker than one statement: it takes a round trip more, but nothing is quoted. */
const WORTH_COPYING = 100;
const INTEGERS = new Set(['int', 'bigint']);

/**
 * Inserts any number of rows in one statement: many new ones by COPY, and where keys may be there already sorted by them, so
 * that concurrent batches can't deadlock.
 * @param table with `$schema.`
 * @param columns the SQL type of each column, in the order of a row's values; `json` and `jsonb` values are stringified here
 * @param rows at most one per key, because one statement can't touch a row twice
 */
export async function insertRows(
  db: Transaction,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly unknown[])[],
  onConflict?: OnConflict,
): Promise<void> {
  if (!rows.length) return;
  const names = Object.keys(columns);
  const json = names.map((name) => columns[name].startsWith('json'));
  if (!onConflict && rows.length >= WORTH_COPYING) return db.copy(table, names, copyText(rows, json));
  const given = names.map((name, index) => arrayOf(rows, index, columns[name], json[index]));
  await db.query(
    `INSERT INTO ${table} AS t (${names.join(', ')})
     SELECT ${names.map((name) => `given.${name}::${columns[name]}`).join(', ')}
     FROM unnest(${given.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${names.join(', ')})
     ${onConflict ? conflict(names, onConflict) : ''}`,
    given.map(({ array }) => array),
  );
}

/** A column as a parameter: integers as they are, anything else as a text, of which PostgreSQL makes what it is. */
function arrayOf(
  rows: readonly (readonly unknown[])[],
  index: number,
  type: string,
  isJson: boolean,
): { readonly type: 'bigint' | 'text'; readonly array: Buffer } {
  if (INTEGERS.has(type) && rows.every((row) => row[index] === null || Number.isSafeInteger(row[index])))
    return { type: 'bigint', array: bigintArray(rows.map((row) => row[index] as number | null)) };
  return { type: 'text', array: textArray(rows.map((row) => textOf(row[index], isJson))) };
}

function textOf(value: unknown, isJson: boolean): string | null {
  if (value === null || value === undefined) return null;
  if (isJson) return JSON.stringify(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return String(value);
}

function conflict(names: readonly string[], onConflict: OnConflict): string {
  const key = keyOf(onConflict);
  const target = `ORDER BY ${key.map((name) => `given.${name}`).join(', ')} ON CONFLICT (${key.join(', ')})`;
  if ('keep' in onConflict) return `${target} DO NOTHING`;
  if ('merge' in onConflict) return `${target} DO UPDATE SET ${onConflict.set}`;
  const others = names.filter((name) => !key.includes(name));
  return `${target} DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

function keyOf(onConflict: OnConflict): readonly string[] {
  if ('update' in onConflict) return onConflict.update;
  return 'keep' in onConflict ? onConflict.keep : onConflict.merge;
}
