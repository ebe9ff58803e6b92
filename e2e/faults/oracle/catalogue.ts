import { eventsIn, type Json, lastRowsIn, type Records, rowIn } from './record.ts';
import { ratingsOf } from './reviews.ts';

/** The tables of the catalogue: what is, and all that was. */
export function catalogueTables({ products, reviews_clean: reviews }: Records) {
  return {
    products: Array.from(lastRowsIn(products).values(), ({ row }) => productOf(row)),
    versions: versionsOf(products),
    ratings: ratingsOf(reviews),
    ...ratingsThen(reviews),
  };
}

/** The steps of every user's ratings by time, and their sums per day and month in which a review was posted. */
function ratingsThen(reviews: Records[string] = []): { rated: Json[]; rating_sums: Json[] } {
  const steps = new Map<string, { at: number; data: Json }[]>();
  const sums = new Map<string, Json>();
  const sumsOf = (sku: string, at: number) =>
    ['day', 'month'].map((span) => {
      const since = new Date(at).toISOString().slice(0, span === 'day' ? 10 : 7) + (span === 'day' ? '' : '-01');
      const id = `${span} ${since} ${sku}`;
      if (!sums.has(id)) sums.set(id, { span, since, sku, count: 0, stars: 0 });
      return sums.get(id)!;
    });
  for (const { time, data } of eventsIn(reviews, ['ReviewPosted'])) {
    const at = Date.parse(time);
    const id = `${data.sku} ${data.userId}`;
    steps.set(id, [...(steps.get(id) ?? []).filter((step) => step.at < at), { at, data }]);
    sumsOf(data.sku, at);
  }
  const rated = Array.from(steps.values(), (own) =>
    own.map(({ at, data: { sku, userId, rating } }, index): Json => {
      const [count, stars] = index === 0 ? [1, rating] : [0, rating - own[index - 1]!.data.rating];
      for (const sum of sumsOf(sku, at)) [sum.count, sum.stars] = [sum.count + count, sum.stars + stars];
      return { sku, user_id: userId, at, rating, count, stars };
    }),
  ).flat();
  return { rated, rating_sums: [...sums.values()] };
}

/** Every version of every product. The first record that deletes a version ends it; one that comes again stays ended. */
function versionsOf(records: Records[string] = []): Json[] {
  const versions = new Map<string, Json>();
  const current = new Map<string, string>();
  for (const record of records) {
    const row = rowIn(record);
    const sku = record.key ?? '';
    if (row) {
      const id = `${sku} ${Date.parse(row.updatedAt)}`;
      versions.set(id, { ...productOf(row), gone_at: versions.get(id)?.gone_at ?? null });
      current.set(sku, id);
    } else if (record.text === null) {
      const version = versions.get(current.get(sku) ?? '');
      if (version) version.gone_at ??= record.timestamp;
      current.delete(sku);
    }
  }
  return [...versions.values()];
}

function productOf({ sku, updatedAt, ...row }: Json): Json {
  return {
    sku,
    valid_from: Date.parse(updatedAt),
    name: row.name,
    department: row.department,
    description: row.description,
    price_amount: row.priceAmount,
    price_currency: row.priceCurrency,
    picture: row.picture,
  };
}
