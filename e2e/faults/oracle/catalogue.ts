import { eventsIn, type Json, lastRowsIn, type Records, rowIn } from './record.ts';
import { ratingsOf, standing } from './reviews.ts';

/** The tables of the catalogue: what is, and all that was. */
export function catalogueTables({ products, reviews_clean: reviews }: Records) {
  return {
    products: Array.from(lastRowsIn(products).values(), ({ row }) => productOf(row)),
    versions: versionsOf(products),
    ratings: ratingsOf(reviews),
    reviews: standing(reviews).map(({ userId, sku, rating }) => ({ user_id: userId, sku, rating })),
    posted: eventsIn(reviews, ['ReviewPosted']).map(({ record, time, data }) => ({
      sku: data.sku,
      user_id: data.userId,
      log_offset: record.offset,
      at: Date.parse(time),
      rating: data.rating,
    })),
  };
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
