import type { LogRecord } from '@shop/log-core';
import { insertRows, type Db, type Projection, type ProjectionBatch } from '@shop/log-postgres';
import type { ProductRow, ReviewPosted } from '@shop/topics';

/** The reader of this projection. */
export const CATALOGUE_READER = 'catalogue-api.catalogue';

/**
 * What shoppers browse: products from `products`, ratings from `reviews_clean`. The two topics are keyed differently and
 * come in any order, so each has tables of its own, and the query joins them.
 */
export const catalogueProjection: Projection = {
  name: 'catalogue',
  version: 1,
  topics: ['products', 'reviews_clean'],
  // Words are found by `search`, misspelt ones by the trigrams of `name`.
  tables: `
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    CREATE TABLE IF NOT EXISTS $schema.products (
      sku text PRIMARY KEY, name text NOT NULL, department text NOT NULL, description text NOT NULL,
      price_amount bigint NOT NULL, price_currency text NOT NULL, picture text,
      search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', department), 'B') ||
        setweight(to_tsvector('english', description), 'C')
      ) STORED
    );
    CREATE INDEX IF NOT EXISTS products_search ON $schema.products USING gin (search);
    CREATE TABLE IF NOT EXISTS $schema.reviews (
      user_id text NOT NULL, sku text NOT NULL, rating int NOT NULL, PRIMARY KEY (user_id, sku)
    );
    CREATE TABLE IF NOT EXISTS $schema.ratings (sku text PRIMARY KEY, count bigint NOT NULL, stars bigint NOT NULL);
  `,
  apply: (batch, db) => (batch.topic === 'products' ? applyProducts(batch, db) : applyReviews(batch, db)),
};

async function applyProducts({ records }: ProjectionBatch, db: Db): Promise<void> {
  const last = new Map(records.map(({ key, content }) => [key, content]));
  const rows = [...last].flatMap(([sku, content]) => {
    if (content.kind !== 'row') return [];
    const { name, department, description, priceAmount, priceCurrency, picture } = content.row as ProductRow;
    return [[sku, name, department, description, priceAmount, priceCurrency, picture]];
  });
  await insertRows(
    db,
    '$schema.products',
    {
      sku: 'text',
      name: 'text',
      department: 'text',
      description: 'text',
      price_amount: 'bigint',
      price_currency: 'text',
      picture: 'text',
    },
    rows,
    { update: ['sku'] },
  );
  const gone = [...last].flatMap(([sku, content]) => (content.kind === 'tombstone' ? [sku] : []));
  if (gone.length > 0) await db.query('DELETE FROM $schema.products WHERE sku = ANY($1::text[])', [gone]);
}

async function applyReviews({ records }: ProjectionBatch, db: Db): Promise<void> {
  const last = new Map(records.flatMap(reviewIn).map((review) => [`${review.sku}\n${review.userId}`, review]));
  const reviews = [...last.values()];
  // A user's earlier review of the product stands in the same partition: nobody else changes this row now.
  const earlier = await db.query<{ user_id: string; sku: string; rating: number }>(
    `SELECT user_id, sku, rating FROM $schema.reviews
     JOIN unnest($1::text[], $2::text[]) AS given (user_id, sku) USING (user_id, sku)`,
    [reviews.map(({ userId }) => userId), reviews.map(({ sku }) => sku)],
  );
  const before = new Map(earlier.map(({ user_id, sku, rating }) => [`${sku}\n${user_id}`, rating]));
  const change = new Map<string, { count: number; stars: number }>();
  for (const [key, { sku, rating }] of last) {
    const { count, stars } = change.get(sku) ?? { count: 0, stars: 0 };
    change.set(sku, { count: count + (before.has(key) ? 0 : 1), stars: stars + rating - (before.get(key) ?? 0) });
  }
  await insertRows(
    db,
    '$schema.ratings',
    { sku: 'text', count: 'bigint', stars: 'bigint' },
    Array.from(change, ([sku, { count, stars }]) => [sku, count, stars]),
    { merge: ['sku'], set: 'count = t.count + excluded.count, stars = t.stars + excluded.stars' },
  );
  await insertRows(
    db,
    '$schema.reviews',
    { user_id: 'text', sku: 'text', rating: 'int' },
    reviews.map(({ userId, sku, rating }) => [userId, sku, rating]),
    { update: ['user_id', 'sku'] },
  );
}

function reviewIn({ content }: LogRecord): ReviewPosted[] {
  return content.kind === 'event' ? [content.event.data as ReviewPosted] : [];
}
