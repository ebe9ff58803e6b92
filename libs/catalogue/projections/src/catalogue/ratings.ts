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

/** One user's rating of one product, as far as a batch touches it: by time. */
interface Story {
  readonly sku: string;
  readonly userId: string;
  /** The stars of the step before everything that the batch touches; undefined if there is none. */
  readonly base: number | undefined;
  /** The steps that were stored from the batch's earliest review of the pair on. */
  readonly before: readonly Step[];
  /** What they become: the first ones of `before`, then new ones. */
  readonly after: Step[];
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
    while (story.after.length > 0 && story.after[story.after.length - 1].at >= at) story.after.pop();
    story.after.push({ at, rating: review.rating, stored: false });
    for (const span of spansOf(at)) spans.add(`${span}\n${review.sku}`, 0, 0);
  }
  for (const { sku, base, before, after } of stories.values())
    for (const [steps, sign] of [[before, -1] as const, [after, 1] as const])
      for (const { at, count, stars } of differences(steps, base)) {
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

/**
 * Loads what reviews touch, and no more: shoppers may change a review as often as they like. Of a user and product, that is
 * every step from the earliest of the reviews on, and the last one before.
 */
async function storiesOf(
  posted: readonly { readonly review: ReviewPosted; readonly at: number }[],
  db: Transaction,
): Promise<Map<string, Story>> {
  const pairs = new Map<string, { sku: string; userId: string; since: number }>();
  for (const { review, at } of posted) {
    const { sku, userId } = review;
    const key = `${sku}\n${userId}`;
    pairs.set(key, { sku, userId, since: Math.min(at, pairs.get(key)?.since ?? at) });
  }
  const given = [...pairs.values()];
  const known = await db.query<{ sku: string; user_id: string; at: Date; rating: number }>(
    `SELECT sku, user_id, step.at, step.rating
     FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS given (sku, user_id, since) CROSS JOIN LATERAL (
       (SELECT r.at, r.rating FROM $schema.rated AS r
        WHERE r.sku = given.sku AND r.user_id = given.user_id AND r.at < since ORDER BY r.at DESC LIMIT 1)
       UNION ALL
       SELECT r.at, r.rating FROM $schema.rated AS r
       WHERE r.sku = given.sku AND r.user_id = given.user_id AND r.at >= since
     ) AS step ORDER BY step.at`,
    [
      given.map(({ sku }) => sku),
      given.map(({ userId }) => userId),
      given.map(({ since }) => new Date(since).toISOString()),
    ],
  );
  const bases = new Map<string, number>();
  const steps = new Map(Array.from(pairs.keys(), (key): [string, Step[]] => [key, []]));
  for (const { sku, user_id, at, rating } of known) {
    const key = `${sku}\n${user_id}`;
    if (at.getTime() < pairs.get(key)!.since) bases.set(key, rating);
    else steps.get(key)!.push({ at: at.getTime(), rating, stored: true });
  }
  return new Map(
    Array.from(pairs, ([key, { sku, userId }]) => {
      const before = steps.get(key)!;
      return [key, { sku, userId, base: bases.get(key), before, after: [...before] }];
    }),
  );
}

/** What each step adds to the one before: the first one of all a review with its stars, a later one the stars more or less. */
function differences(
  steps: readonly Step[],
  base: number | undefined,
): (Step & { readonly count: number; readonly stars: number })[] {
  return steps.map((step, index) => {
    const last = index > 0 ? steps[index - 1].rating : base;
    return { ...step, count: last === undefined ? 1 : 0, stars: step.rating - (last ?? 0) };
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
    before
      .slice(after.filter(({ stored }) => stored).length)
      .map(({ at }) => [sku, userId, new Date(at).toISOString()]),
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
    stories.flatMap(({ sku, userId, base, after }) =>
      differences(after, base)
        .filter(({ stored }) => !stored)
        .map(({ at, rating, count, stars }) => [sku, userId, new Date(at).toISOString(), rating, count, stars]),
    ),
  );
}
