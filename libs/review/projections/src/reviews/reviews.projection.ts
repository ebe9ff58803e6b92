import { parseLineage, type LogRecord } from '@shop/log-core';
import { insertRows, type Projection, type Transaction } from '@shop/log-postgres';
import { counted, noRatings, stars, type ReviewPostedEvent, type StarCounts } from '@shop/review-domain';

/** The reader of this projection. */
export const REVIEWS_READER = 'review-api.reviews';

/**
 * Reviews of products and how they add up. One row per user and product: the later review in `reviews_clean` replaces the
 * earlier one; both are by the same user, so they stand in the same partition. `posted` keeps every event with the hash
 * of the request that caused it: it tells a retry from a reuse of an `Idempotency-Key`.
 */
export const reviewsProjection: Projection = {
  name: 'reviews',
  version: 1,
  topics: ['reviews_clean'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.reviews (
      user_id text NOT NULL, sku text NOT NULL, review_id text NOT NULL, rating int NOT NULL, text text NOT NULL,
      posted_at timestamptz NOT NULL, PRIMARY KEY (user_id, sku)
    );
    CREATE INDEX IF NOT EXISTS reviews_by_product ON $schema.reviews (sku, posted_at DESC, review_id DESC);
    CREATE TABLE IF NOT EXISTS $schema.ratings (
      sku text PRIMARY KEY,
      one bigint NOT NULL, two bigint NOT NULL, three bigint NOT NULL, four bigint NOT NULL, five bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS $schema.posted (
      event_id text PRIMARY KEY, review_id text NOT NULL, request_hash text,
      source_partition int NOT NULL, source_offset bigint NOT NULL
    );
  `,
  eventIds: { table: 'posted', column: 'event_id' },
  async apply({ records }, db) {
    const events = records.flatMap((record) => reviewIn(record) ?? []);
    const last = new Map(events.map((event) => [keyOf(event.data), event]));
    await addRatings(db, [...last.values()]);
    await insertRows(
      db,
      '$schema.reviews',
      { user_id: 'text', sku: 'text', review_id: 'text', rating: 'int', text: 'text', posted_at: 'timestamptz' },
      [...last.values()].map(({ data, time }) => [
        data.userId,
        data.sku,
        data.reviewId,
        data.rating,
        data.text,
        new Date(time).toISOString(),
      ]),
      { update: ['user_id', 'sku'] },
    );
    await insertRows(
      db,
      '$schema.posted',
      { event_id: 'text', review_id: 'text', request_hash: 'text', source_partition: 'int', source_offset: 'bigint' },
      records.flatMap((record) => {
        const event = reviewIn(record);
        if (!event) return [];
        const { id, data, requesthash, lineage } = event;
        // One that doesn't say where it is from is its own source.
        const [source = record] = parseLineage(lineage);
        return [[id, data.reviewId, requesthash ?? null, source.partition, source.offset]];
      }),
    );
  },
};

/** Must run before the reviews are replaced: what they said before is taken back. */
async function addRatings(db: Transaction, events: readonly ReviewPostedEvent[]): Promise<void> {
  const earlier = await db.query<{ user_id: string; sku: string; rating: number }>(
    `SELECT user_id, sku, rating FROM $schema.reviews
     JOIN unnest($1::text[], $2::text[]) AS given (user_id, sku) USING (user_id, sku)`,
    [events.map(({ data }) => data.userId), events.map(({ data }) => data.sku)],
  );
  const before = new Map(earlier.map((row) => [keyOf({ userId: row.user_id, sku: row.sku }), row.rating]));
  const change = new Map<string, StarCounts>();
  for (const { data } of events)
    change.set(data.sku, counted(change.get(data.sku) ?? noRatings, data.rating, before.get(keyOf(data))));
  const columns = ['one', 'two', 'three', 'four', 'five'];
  await insertRows(
    db,
    '$schema.ratings',
    { sku: 'text', ...Object.fromEntries(columns.map((column) => [column, 'bigint'])) },
    Array.from(change, ([sku, counts]) => [sku, ...stars.map((_, index) => counts[index])]),
    { merge: ['sku'], set: columns.map((column) => `${column} = t.${column} + excluded.${column}`).join(', ') },
  );
}

function reviewIn({ content }: LogRecord): ReviewPostedEvent | undefined {
  return content.kind === 'event' ? (content.event as ReviewPostedEvent) : undefined;
}

/** User and product as one text; neither may hold the character that parts them. */
function keyOf({ userId, sku }: { readonly userId: string; readonly sku: string }): string {
  return `${sku}\n${userId}`;
}
