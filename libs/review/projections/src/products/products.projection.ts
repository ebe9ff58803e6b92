import { insertRows, type Db, type Projection } from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';

/** The reader of this projection. */
export const PRODUCTS_READER = 'review-api.products';

/** Which products can be reviewed, and their names: a copy of the topic `products`. */
export const productsProjection: Projection = {
  name: 'products',
  version: 1,
  topics: ['products'],
  tables: 'CREATE TABLE IF NOT EXISTS $schema.products (sku text PRIMARY KEY, name text NOT NULL);',
  async apply({ records }, db) {
    const last = new Map(records.map(({ key, content }) => [key, content]));
    const rows = [...last].flatMap(([sku, content]) =>
      content.kind === 'row' ? [[sku, (content.row as ProductRow).name]] : [],
    );
    const gone = [...last].flatMap(([sku, content]) => (content.kind === 'tombstone' ? [sku] : []));
    await insertRows(db, '$schema.products', { sku: 'text', name: 'text' }, rows, { update: ['sku'] });
    if (gone.length > 0) await db.query('DELETE FROM $schema.products WHERE sku = ANY($1::text[])', [gone]);
  },
};

/** The name of a product, or undefined for one that is not in the copy. */
export async function productNameOf(db: Db, sku: string): Promise<string | undefined> {
  const [row] = await db.query<{ name: string }>('SELECT name FROM $schema.products WHERE sku = $1', [sku]);
  return row?.name;
}

/** Whether any product has arrived: without one the copy is not loaded, whatever the positions say. */
export async function productsAreLoaded(db: Db): Promise<boolean> {
  return (await db.query('SELECT 1 FROM $schema.products LIMIT 1')).length > 0;
}
