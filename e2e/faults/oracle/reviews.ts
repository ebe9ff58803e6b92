import { eventsIn, type Json, type Records } from './record.ts';

/** The review that stands of each user and product: the later one. */
export function standing(records: Records[string]): Json[] {
  const last = new Map<string, Json>();
  for (const { data } of eventsIn(records, ['ReviewPosted'])) last.set(`${data.userId} ${data.sku}`, data);
  return [...last.values()];
}

/** How many stars a product has from how many reviews. */
export function ratingsOf(records: Records[string]): Json[] {
  const ratings = new Map<string, Json>();
  for (const { sku, rating } of standing(records)) {
    const there = ratings.get(sku) ?? { sku, count: 0, stars: 0 };
    ratings.set(sku, { sku, count: there.count + 1, stars: there.stars + rating });
  }
  return [...ratings.values()];
}
