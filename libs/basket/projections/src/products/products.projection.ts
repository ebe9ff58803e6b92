import { insertRows, type Projection } from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';

/** basket-api's own copy of what it needs of products: name and price. Rows of change data capture: the last one counts. */
export const productsProjection: Projection = {
  name: 'products',
  version: 1,
  topics: ['products'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.products (
      sku text PRIMARY KEY,
      name text NOT NULL,
      price_amount bigint NOT NULL,
      price_currency text NOT NULL
    );
  `,
  async apply(batch, db) {
    const last = new Map(batch.records.map(({ key, content }) => [key, content]));
    const rows: unknown[][] = [];
    const gone: string[] = [];
    for (const [sku, content] of last) {
      if (content.kind === 'tombstone') gone.push(sku);
      if (content.kind !== 'row') continue;
      const { name, priceAmount, priceCurrency } = content.row as ProductRow;
      rows.push([sku, name, priceAmount, priceCurrency]);
    }
    const columns = { sku: 'text', name: 'text', price_amount: 'bigint', price_currency: 'text' };
    await insertRows(db, '$schema.products', columns, rows, { update: ['sku'] });
    if (gone.length) await db.query('DELETE FROM $schema.products WHERE sku = ANY($1::text[])', [gone]);
  },
};
