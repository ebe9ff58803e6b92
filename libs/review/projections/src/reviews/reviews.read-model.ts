import { CursorCodec, cursorPart, sortedTime, type Db } from '@shop/log-postgres';
import { averageOf, countOf, noRatings, type StarCounts } from '@shop/review-domain';

/** A review as the read model has it; who its author is called is known elsewhere. */
export interface StoredReview {
  readonly reviewId: string;
  readonly sku: string;
  readonly userId: string;
  readonly rating: number;
  readonly text: string;
  /** RFC 3339 in UTC. */
  readonly postedAt: string;
}

/** How the reviews of a product add up. */
export interface RatingSummary {
  /** To two decimals; null without reviews. */
  readonly average: number | null;
  readonly count: number;
  /** How many reviews gave one star, two, ... */
  readonly distribution: Record<'1' | '2' | '3' | '4' | '5', number>;
}

/** What is known of a posting by the id of its event. */
export interface Posting {
  readonly reviewId: string;
  /** Of the request's body; null when it had no `Idempotency-Key`. */
  readonly requestHash: string | null;
  /** Where the event stands in `reviews`. */
  readonly position: { readonly topic: 'reviews'; readonly partition: number; readonly offset: string };
}

interface ReviewRow {
  readonly review_id: string;
  readonly user_id: string;
  readonly rating: number;
  readonly text: string;
  readonly posted_at: Date;
  /** `posted_at` as it stands in a cursor. */
  readonly place: string;
}

const newestFirst = new CursorCodec(cursorPart.time, cursorPart.text);

/**
 * Reviews of a product, newest first.
 * @throws InvalidCursor when the cursor is not one of ours
 */
export async function reviewsOf(
  db: Db,
  sku: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<{ items: StoredReview[]; nextCursor: string | null }> {
  const [postedAt, reviewId] = newestFirst.read(cursor);
  const rows = await db.query<ReviewRow>(
    `SELECT review_id, user_id, rating, text, posted_at, ${sortedTime('posted_at')} AS place FROM $schema.reviews
     WHERE sku = $1 AND ($2::timestamptz IS NULL OR (posted_at, review_id) < ($2::timestamptz, $3))
     ORDER BY posted_at DESC, review_id DESC LIMIT $4`,
    [sku, postedAt, reviewId, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => toReview(sku, row));
  const last = rows[limit - 1];
  return { items, nextCursor: rows.length > limit ? newestFirst.write(last.place, last.review_id) : null };
}

/** Everything that is held of a person's reviews: the one of each product that stands, newest first. */
export async function reviewsBy(db: Db, userId: string): Promise<Omit<StoredReview, 'userId'>[]> {
  const rows = await db.query<{ review_id: string; sku: string; rating: number; text: string; posted_at: Date }>(
    `SELECT review_id, sku, rating, text, posted_at FROM $schema.reviews WHERE user_id = $1
     ORDER BY posted_at DESC, review_id`,
    [userId],
  );
  return rows.map(({ review_id: reviewId, sku, rating, text, posted_at }) => {
    return { reviewId, sku, rating, text, postedAt: posted_at.toISOString() };
  });
}

/** The review that a user wrote of a product: the last one, for it takes the place of those before. */
export async function ownReviewOf(db: Db, sku: string, userId: string): Promise<StoredReview | undefined> {
  const [row] = await db.query<Omit<ReviewRow, 'place'>>(
    'SELECT review_id, user_id, rating, text, posted_at FROM $schema.reviews WHERE user_id = $1 AND sku = $2',
    [userId, sku],
  );
  return row && toReview(sku, row);
}

/** Average, count and distribution of a product's ratings. */
export async function ratingsOf(db: Db, sku: string): Promise<RatingSummary> {
  const [row] = await db.query<Record<'one' | 'two' | 'three' | 'four' | 'five', number>>(
    'SELECT one, two, three, four, five FROM $schema.ratings WHERE sku = $1',
    [sku],
  );
  const counts: StarCounts = row ? [row.one, row.two, row.three, row.four, row.five] : noRatings;
  const [one, two, three, four, five] = counts;
  return {
    average: averageOf(counts),
    count: countOf(counts),
    distribution: { '1': one, '2': two, '3': three, '4': four, '5': five },
  };
}

/** What is known of the event with an id; undefined until it is applied. */
export async function postingOf(db: Db, eventId: string): Promise<Posting | undefined> {
  const [row] = await db.query<{ review_id: string; request_hash: string | null; partition: number; offset: number }>(
    `SELECT review_id, request_hash, source_partition AS partition, source_offset AS "offset" FROM $schema.posted
     WHERE event_id = $1`,
    [eventId],
  );
  if (!row) return undefined;
  const position = { topic: 'reviews', partition: row.partition, offset: String(row.offset) } as const;
  return { reviewId: row.review_id, requestHash: row.request_hash, position };
}

function toReview(sku: string, row: Omit<ReviewRow, 'place'>): StoredReview {
  return {
    reviewId: row.review_id,
    sku,
    userId: row.user_id,
    rating: row.rating,
    text: row.text,
    postedAt: row.posted_at.toISOString(),
  };
}
