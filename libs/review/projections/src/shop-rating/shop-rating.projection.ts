import { insertRows, type Projection, type ReadModel } from '@shop/log-postgres';
import type { ReviewPosted } from '@shop/topics';

/**
 * The rating of the whole shop: how many reviews stand, and their average. One per user and product stands, the last
 * in the log; both are in the same partition, so the order is theirs.
 */
export const shopRatingProjection: Projection = {
  name: 'shop_rating',
  version: 1,
  topics: ['reviews_clean'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.ratings (
      user_id text NOT NULL, sku text NOT NULL, rating smallint NOT NULL, PRIMARY KEY (user_id, sku)
    );
  `,
  async apply(batch, db) {
    const last = new Map<string, ReviewPosted>();
    for (const { content } of batch.records) {
      if (content.kind !== 'event') continue;
      const review = content.event.data as ReviewPosted;
      last.set(`${review.userId} ${review.sku}`, review);
    }
    const rows = [...last.values()].map(({ userId, sku, rating }) => [userId, sku, rating]);
    await insertRows(db, '$schema.ratings', { user_id: 'text', sku: 'text', rating: 'smallint' }, rows, {
      update: ['user_id', 'sku'],
    });
  },
};

/** How many reviews stand, and their average; null without any. */
export async function shopRating(ratings: ReadModel): Promise<{ reviews: number; ratingAverage: number | null }> {
  const [row] = await ratings.query<{ reviews: number; average: string | null }>(
    'SELECT count(*) AS reviews, round(avg(rating), 2) AS average FROM $schema.ratings',
  );
  return { reviews: row.reviews, ratingAverage: row.average === null ? null : Number(row.average) };
}
