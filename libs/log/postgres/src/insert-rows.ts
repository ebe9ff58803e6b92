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
  const sorted = onConflict
    ? sortedBy(
        rows,
        keyOf(onConflict).map((name) => names.indexOf(name)),
      )
    : rows;
  const values = names.map((_, index) =>
    sorted.map((row) => (json[index] && row[index] != null ? JSON.stringify(row[index]) : row[index])),
  );
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`);
  await db.query(
    `INSERT INTO ${table} AS t (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')}) ${conflict(names, onConflict)}`,
    values,
  );
}

function keyOf(onConflict: OnConflict): readonly string[] {
  if ('update' in onConflict) return onConflict.update;
  return 'keep' in onConflict ? onConflict.keep : onConflict.merge;
}

function conflict(names: readonly string[], onConflict: OnConflict | undefined): string {
  if (!onConflict) return '';
  const key = keyOf(onConflict);
  const target = `ON CONFLICT (${key.join(', ')})`;
  if ('keep' in onConflict) return `${target} DO NOTHING`;
  if ('merge' in onConflict) return `${target} DO UPDATE SET ${onConflict.set}`;
  const others = names.filter((name) => !key.includes(name));
  return `${target} DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

function sortedBy(rows: readonly (readonly unknown[])[], indexes: readonly number[]): (readonly unknown[])[] {
  return [...rows].sort((one, other) => {
    for (const index of indexes) {
      const [a, b] = [one[index] as string | number, other[index] as string | number];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  });
}
