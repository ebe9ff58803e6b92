import type { LogRecord } from '@shop/log-core';
import { insertRows, type ProjectionBatch, type Transaction } from '@shop/log-postgres';
import type { ReviewPosted } from '@shop/topics';

/**
 * Ratings, as they are and as they were.
 *
 * - `ratings`: how many reviews of a product stand now, and their stars.
 * - `rated`: the steps of each user's rating of a product in the order of time: `count` and `stars` are what a step adds to
 *   the product's. A review that a later one in the log overtakes in time, or equals, is no step.
 * - `rating_sums`: the steps of a product added up per day and per month (UTC). What was until a time is the sum of the
 *   months before its month, of the days before its day, and of the steps of its day: a few rows per product, by index,
 *   however many reviews there are. There is a row for each day and month in which a review was posted, a step or not.
 */
export const RATING_TABLES = `
  CREATE TABLE IF NOT EXISTS $schema.ratings (sku text PRIMARY KEY, count bigint NOT NULL, stars bigint NOT NULL);
  CREATE TABLE IF NOT EXISTS $schema.rated (
    sku text NOT NULL, user_id text NOT NULL, at timestamptz NOT NULL, rating int NOT NULL,
    count int NOT NULL, stars int NOT NULL, PRIMARY KEY (sku, user_id, at)
  );
  CREATE INDEX IF NOT EXISTS rated_at ON $schema.rated (at);
  CREATE TABLE IF NOT EXISTS $schema.rating_sums (
    span text NOT NULL, since date NOT NULL, sku text NOT NULL, count bigint NOT NULL, stars bigint NOT NULL,
    PRIMARY KEY (span, since, sku)
  );`;

/** A change of what a user says of a product: from `at` on, in milliseconds. */
interface Step {
  readonly at: number;
  readonly rating: number;
  /** Whether the table has it already. */
  readonly stored: boolean;
}

/** One user's rating of one product: the steps before and after a batch, by time. */
interface Story {
  readonly sku: string;
  readonly userId: string;
  readonly before: readonly Step[];
  after: readonly Step[];
}

/** Adds up counts and stars by key. */
class Sums extends Map<string, { count: number; stars: number }> {
  add(key: string, count: number, stars: number): void {
    const sum = this.get(key);
    if (!sum) this.set(key, { count, stars });
    else [sum.count, sum.stars] = [sum.count + count, sum.stars + stars];
  }
}

/** Adds reviews to the ratings. Those of a user stand in one partition, so nobody else changes the user's steps now. */
export async function applyReviews({ records }: ProjectionBatch, db: Transaction): Promise<void> {
  const posted = records.flatMap(reviewIn);
  const stories = await storiesOf(posted, db);
  const [ratings, spans] = [new Sums(), new Sums()];
  for (const { review, at } of posted) {
    const story = stories.get(`${review.sku}\n${review.userId}`)!;
    // It is the last in the log: whatever the user said for that time or later counts no more.
    story.after = [...story.after.filter((step) => step.at < at), { at, rating: review.rating, stored: false }];
    for (const span of spansOf(at)) spans.add(`${span}\n${review.sku}`, 0, 0);
  }
  for (const { sku, before, after } of stories.values())
    for (const [steps, sign] of [[before, -1] as const, [after, 1] as const])
      for (const { at, count, stars } of differences(steps)) {
        ratings.add(sku, sign * count, sign * stars);
        for (const span of spansOf(at)) spans.add(`${span}\n${sku}`, sign * count, sign * stars);
      }
  await addTo('$schema.ratings', { sku: 'text' }, ratings, db);
  await addTo('$schema.rating_sums', { span: 'text', since: 'date', sku: 'text' }, spans, db);
  await storeSteps([...stories.values()], db);
}

function reviewIn({ content }: LogRecord): { review: ReviewPosted; at: number }[] {
  if (content.kind !== 'event') return [];
  return [{ review: content.event.data as ReviewPosted, at: Date.parse(content.event.time) }];
}

async function storiesOf(posted: readonly { review: ReviewPosted }[], db: Transaction): Promise<Map<string, Story>> {
  const pairs = new Map(posted.map(({ review }) => [`${review.sku}\n${review.userId}`, review]));
  const known = await db.query<{ sku: string; user_id: string; at: Date; rating: number }>(
    `SELECT sku, user_id, at, rating FROM $schema.rated
     JOIN unnest($1::text[], $2::text[]) AS given (sku, user_id) USING (sku, user_id) ORDER BY at`,
    [Array.from(pairs.values(), ({ sku }) => sku), Array.from(pairs.values(), ({ userId }) => userId)],
  );
  const steps = new Map<string, Step[]>();
  for (const { sku, user_id, at, rating } of known) {
    const key = `${sku}\n${user_id}`;
    steps.set(key, [...(steps.get(key) ?? []), { at: at.getTime(), rating, stored: true }]);
  }
  return new Map(
    Array.from(pairs, ([key, { sku, userId }]) => {
      const before = steps.get(key) ?? [];
      return [key, { sku, userId, before, after: before }];
    }),
  );
}

/** What each step adds: the first one a review with its stars, a later one the stars that it gives more or less. */
function differences(steps: readonly Step[]): (Step & { readonly count: number; readonly stars: number })[] {
  return steps.map((step, index) => {
    const last = steps[index - 1];
    return { ...step, count: last ? 0 : 1, stars: step.rating - (last?.rating ?? 0) };
  });
}

/** The day and the month of a time, as the first columns of `rating_sums`. */
function spansOf(at: number): string[] {
  const day = new Date(at).toISOString().slice(0, -14);
  return [`day\n${day}`, `month\n${day.slice(0, -2)}01`];
}

/** Adds sums to those of a table whose key columns are the parts of their keys. */
async function addTo(table: string, key: Readonly<Record<string, string>>, sums: Sums, db: Transaction): Promise<void> {
  await insertRows(
    db,
    table,
    { ...key, count: 'bigint', stars: 'bigint' },
    Array.from(sums, ([parts, { count, stars }]) => [...parts.split('\n'), count, stars]),
    { merge: Object.keys(key), set: 'count = t.count + excluded.count, stars = t.stars + excluded.stars' },
  );
}

async function storeSteps(stories: readonly Story[], db: Transaction): Promise<void> {
  const gone = stories.flatMap(({ sku, userId, before, after }) =>
    before.filter((step) => !after.includes(step)).map(({ at }) => [sku, userId, new Date(at).toISOString()]),
  );
  if (gone.length > 0)
    await db.query(
      `DELETE FROM $schema.rated USING unnest($1::text[], $2::text[], $3::timestamptz[]) AS gone (sku, user_id, at)
       WHERE rated.sku = gone.sku AND rated.user_id = gone.user_id AND rated.at = gone.at`,
      [gone.map(([sku]) => sku), gone.map(([, userId]) => userId), gone.map(([, , at]) => at)],
    );
  await insertRows(
    db,
    '$schema.rated',
    { sku: 'text', user_id: 'text', at: 'timestamptz', rating: 'int', count: 'int', stars: 'int' },
    stories.flatMap(({ sku, userId, after }) =>
      differences(after)
        .filter(({ stored }) => !stored)
        .map(({ at, rating, count, stars }) => [sku, userId, new Date(at).toISOString(), rating, count, stars]),
    ),
  );
}
