import { insertRows, type Projection, type ProjectionBatch, type Transaction } from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';
import { applyReviews, RATING_TABLES } from './ratings.js';

/** The reader of this projection. */
export const CATALOGUE_READER = 'catalogue-api.catalogue';

/** The fields of a product, with the words to search for. */
const PRODUCT = `
  name text NOT NULL, department text NOT NULL, description text NOT NULL,
  price_amount bigint NOT NULL, price_currency text NOT NULL, picture text,
  search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', department), 'B') ||
    setweight(to_tsvector('english', description), 'C')
  ) STORED`;

/**
 * What shoppers browse: products from `products`, ratings from `reviews_clean`. The two topics are keyed differently and
 * come in any order, so each has tables of its own, and the query joins them.
 *
 * Beside what is, all that was: every version of a product with the time of its change at the source, and every change of a
 * rating, so that the catalogue can be asked for as of any time. A deletion has no time at the source: it ends the version before it,
 * at the time of the first record that says so, so rows that are read again from an older position change nothing.
 */
export const catalogueProjection: Projection = {
  name: 'catalogue',
  version: 3,
  topics: ['products', 'reviews_clean'],
  // Words are found by `search`, misspelt ones by the trigrams of `name`.
  tables: `
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    CREATE TABLE IF NOT EXISTS $schema.products (sku text PRIMARY KEY, valid_from timestamptz NOT NULL, ${PRODUCT});
    CREATE INDEX IF NOT EXISTS products_search ON $schema.products USING gin (search);
    CREATE TABLE IF NOT EXISTS $schema.versions (
      sku text NOT NULL, valid_from timestamptz NOT NULL, gone_at timestamptz, ${PRODUCT},
      PRIMARY KEY (sku, valid_from)
    );
    ${RATING_TABLES}
  `,
  apply: (batch, db) => (batch.topic === 'products' ? applyProducts(batch, db) : applyReviews(batch, db)),
};

const FIELDS = {
  name: 'text',
  department: 'text',
  description: 'text',
  price_amount: 'bigint',
  price_currency: 'text',
  picture: 'text',
};
const NEW_FIELDS = Object.keys(FIELDS).map((field) => `${field} = excluded.${field}`);

async function applyProducts({ records }: ProjectionBatch, db: Transaction): Promise<void> {
  const skus = [...new Set(records.map(({ key }) => key))];
  // Which version stands in the log before the batch: the one that a deletion would end.
  const current = new Map<string, string>();
  const standing = await db.query<{ sku: string; valid_from: Date }>(
    'SELECT sku, valid_from FROM $schema.products WHERE sku = ANY($1::text[])',
    [skus],
  );
  for (const { sku, valid_from } of standing) current.set(sku, valid_from.toISOString());
  const last = new Map<string, ProductRow | undefined>();
  const versions = new Map<string, readonly unknown[]>();
  const ended: [sku: string, validFrom: string, goneAt: string][] = [];
  for (const { key: sku, content, timestamp } of records) {
    const validFrom = current.get(sku);
    if (content.kind === 'row') {
      const row = content.row as ProductRow;
      last.set(sku, row);
      current.set(sku, new Date(row.updatedAt).toISOString());
      versions.set(`${sku}\n${current.get(sku)}`, [sku, row.updatedAt, ...fieldsOf(row)]);
    } else if (content.kind === 'tombstone') {
      last.set(sku, undefined);
      current.delete(sku);
      if (validFrom !== undefined) ended.push([sku, validFrom, new Date(timestamp).toISOString()]);
    }
  }
  await storeProducts(last, db);
  await insertRows(
    db,
    '$schema.versions',
    { sku: 'text', valid_from: 'timestamptz', ...FIELDS },
    [...versions.values()],
    { merge: ['sku', 'valid_from'], set: NEW_FIELDS.join(', ') },
  );
  if (ended.length > 0)
    await db.query(
      `UPDATE $schema.versions AS v SET gone_at = first.gone_at
       FROM (SELECT sku, valid_from, min(gone_at) AS gone_at
             FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS ended (sku, valid_from, gone_at)
             GROUP BY sku, valid_from) AS first
       WHERE v.sku = first.sku AND v.valid_from = first.valid_from AND v.gone_at IS NULL`,
      [ended.map(([sku]) => sku), ended.map(([, validFrom]) => validFrom), ended.map(([, , goneAt]) => goneAt)],
    );
}

/** What is now. @param last the last row of each product of a batch; undefined for one that is gone */
async function storeProducts(last: ReadonlyMap<string, ProductRow | undefined>, db: Transaction): Promise<void> {
  const rows = [...last].flatMap(([sku, row]) => (row ? [[sku, row.updatedAt, ...fieldsOf(row)]] : []));
  const columns = { sku: 'text', valid_from: 'timestamptz', ...FIELDS };
  await insertRows(db, '$schema.products', columns, rows, { update: ['sku'] });
  const gone = [...last].flatMap(([sku, row]) => (row ? [] : [sku]));
  if (gone.length > 0) await db.query('DELETE FROM $schema.products WHERE sku = ANY($1::text[])', [gone]);
}

function fieldsOf({ name, department, description, priceAmount, priceCurrency, picture }: ProductRow): unknown[] {
  return [name, department, description, priceAmount, priceCurrency, picture];
}
