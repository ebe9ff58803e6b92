import { CursorCodec, cursorPart, sortedText, type Db } from '@shop/log-postgres';

/** A product with its rating, as the catalogue shows it. */
export interface CatalogueProduct {
  readonly sku: string;
  readonly name: string;
  readonly department: string;
  readonly description: string;
  readonly price: { readonly amount: number; readonly currency: string };
  readonly picture: string | null;
  /** `average` to two decimals; null without reviews. */
  readonly rating: { readonly average: number | null; readonly count: number };
  /** In the past: the time of the first version that is known, where that is later. That version is shown. */
  readonly knownSince?: string;
}

/** How a list is sorted; `-` is downwards. Equal products go by their sku. */
export type Sort = 'relevance' | 'name' | 'price' | '-price' | 'rating';

/** What a shopper looks for. */
export interface Search {
  /** Words, possibly misspelt; empty or absent finds everything. */
  readonly q?: string;
  readonly department?: string;
  /** In minor units, inclusive. */
  readonly minPrice?: number;
  readonly maxPrice?: number;
  /** Default: by relevance if there are words, else by name. */
  readonly sort?: Sort;
  /** As it was at this time (RFC 3339, UTC); now unless given. */
  readonly at?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of products, and how many matching products each department has, whatever department was asked for. */
export interface Found {
  readonly items: CatalogueProduct[];
  readonly nextCursor: string | null;
  readonly departments: { readonly name: string; readonly count: number }[];
}

/** What a sort goes by: an expression over `matching`, its type, and its direction. */
interface Order {
  readonly by: string;
  readonly type: 'text' | 'numeric';
  readonly down: boolean;
}

const orders: Readonly<Record<Sort, Order>> = {
  relevance: { by: 'score', type: 'numeric', down: true },
  name: { by: sortedText('lower(name)'), type: 'text', down: false },
  price: { by: 'price_amount::numeric', type: 'numeric', down: false },
  '-price': { by: 'price_amount::numeric', type: 'numeric', down: true },
  rating: { by: 'coalesce(average, 0)', type: 'numeric', down: true },
};

/** Where nothing has the words, a name that is this much like them is taken for what was meant (pg_trgm, 0 to 1). */
const LIKENESS = 0.3;

/** Has the words `$1`, or those of `$2`, of which the last is the beginning of one. */
const HAS_WORDS = `(search @@ websearch_to_tsquery('english', $1) OR search @@ to_tsquery('english', $2))`;

/**
 * Products as they were at `$3`: of each the last version until then, or the first one where all are later. The log can't
 * tell whether a product existed before its first version was captured, so the answer says since when it is known.
 */
const PRODUCTS_THEN = `
  SELECT *, CASE WHEN valid_from > $3 THEN valid_from END AS known_since
  FROM (
    SELECT DISTINCT ON (sku) * FROM $schema.versions
    ORDER BY sku, valid_from <= $3 DESC, CASE WHEN valid_from <= $3 THEN valid_from END DESC, valid_from
  ) v WHERE gone_at IS NULL OR gone_at > $3`;

/** Ratings as they were at `$3`: the sums of the months before it, of the days before it, and the steps of its day. */
const RATINGS_THEN = `
  SELECT sku, sum(count)::bigint AS count, sum(stars)::bigint AS stars
  FROM (
    SELECT sku, count, stars FROM $schema.rating_sums
    WHERE span = 'month' AND since < date_trunc('month', $3::timestamptz AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT sku, count, stars FROM $schema.rating_sums
    WHERE span = 'day' AND since >= date_trunc('month', $3::timestamptz AT TIME ZONE 'UTC')::date
      AND since < ($3::timestamptz AT TIME ZONE 'UTC')::date
    UNION ALL
    SELECT sku, count, stars FROM $schema.rated WHERE at >= date_trunc('day', $3::timestamptz, 'UTC') AND at <= $3
  ) s GROUP BY sku`;

/** Where products and ratings come from: the tables of now, with their index of words, or what was at `$3`. */
const sourcesOf = (at: string | undefined) =>
  at === undefined
    ? `moment AS (SELECT $3::timestamptz),
       products AS NOT MATERIALIZED (SELECT *, NULL::timestamptz AS known_since FROM $schema.products),
       ratings AS NOT MATERIALIZED (SELECT * FROM $schema.ratings)`
    : `products AS (${PRODUCTS_THEN}), ratings AS (${RATINGS_THEN})`;

/** Products with their rating, and how well they match. */
const PRODUCTS = `
  SELECT sku, name, department, description, price_amount, price_currency, picture, known_since,
         coalesce(count, 0)::bigint AS count,
         CASE WHEN count > 0 THEN round(stars::numeric / count, 2) END AS average,
         CASE WHEN $1::text IS NULL THEN 0 ELSE round((
           ts_rank(search, websearch_to_tsquery('english', $1)) + ts_rank(search, to_tsquery('english', $2)) +
           public.word_similarity($1, name))::numeric, 6) END AS score
  FROM products LEFT JOIN ratings USING (sku)
  WHERE ($1::text IS NULL OR ${HAS_WORDS} OR
         (public.word_similarity($1, name) >= ${LIKENESS} AND NOT EXISTS (SELECT FROM products WHERE ${HAS_WORDS})))`;

/**
 * Searches the catalogue.
 * @throws InvalidCursor when the cursor is not one of ours, or of another sort
 */
export async function findProducts(db: Db, search: Search): Promise<Found> {
  const words = search.q?.trim() || null;
  const sort = search.sort ?? (words ? 'relevance' : 'name');
  // Without words everything is equally relevant: the alphabet is more use than the order of the stock numbers.
  const order = orders[sort === 'relevance' && !words ? 'name' : sort];
  const cursors = new CursorCodec(
    cursorPart.word(sort),
    order.type === 'text' ? cursorPart.text : cursorPart.decimal,
    cursorPart.text,
  );
  const [, after, afterSku] = cursors.read(search.cursor);
  const compare = order.down ? '<' : '>';
  const values = [words, beginning(words), search.at ?? null, search.minPrice ?? null, search.maxPrice ?? null];
  const priced = `${sourcesOf(search.at)}, matching AS (${PRODUCTS}
    AND ($4::bigint IS NULL OR price_amount >= $4) AND ($5::bigint IS NULL OR price_amount <= $5))`;
  const [rows, departments] = await Promise.all([
    db.query<Row>(
      `WITH ${priced}, sorted AS (SELECT *, ${order.by} AS sort_key FROM matching)
       SELECT *, sort_key::text AS position FROM sorted
       WHERE ($6::text IS NULL OR department = $6)
         AND ($7::${order.type} IS NULL OR sort_key ${compare} $7 OR (sort_key = $7 AND sku > $8))
       ORDER BY sort_key ${order.down ? 'DESC' : 'ASC'}, sku LIMIT $9`,
      [...values, search.department ?? null, after, afterSku, search.limit + 1],
    ),
    db.query<{ name: string; count: number }>(
      `WITH ${priced} SELECT department AS name, count(*) AS count FROM matching GROUP BY 1 ORDER BY 1`,
      values,
    ),
  ]);
  const page = rows.slice(0, search.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > search.limit && last ? cursors.write(sort, last.position, last.sku) : null;
  return { items: page.map(productOf), nextCursor, departments };
}

/**
 * One product, or undefined.
 * @param at as it was at this time (RFC 3339, UTC); now unless given
 */
export async function productBySku(db: Db, sku: string, at?: string): Promise<CatalogueProduct | undefined> {
  const [row] = await db.query<Row>(`WITH ${sourcesOf(at)} ${PRODUCTS} AND sku = $4`, [null, null, at ?? null, sku]);
  return row && productOf(row);
}

interface Row {
  readonly sku: string;
  readonly name: string;
  readonly department: string;
  readonly description: string;
  readonly price_amount: number;
  readonly price_currency: string;
  readonly picture: string | null;
  readonly count: number;
  readonly average: string | null;
  readonly position: string;
  readonly known_since: Date | null;
}

function productOf(row: Row): CatalogueProduct {
  const { sku, name, department, description, picture, average, count } = row;
  return {
    sku,
    name,
    department,
    description,
    price: { amount: row.price_amount, currency: row.price_currency },
    picture,
    rating: { average: average === null ? null : Number(average), count },
    ...(row.known_since && { knownSince: row.known_since.toISOString() }),
  };
}

/** The last word as the beginning of one, so that results appear while somebody types: `tinned spag` finds spaghetti. */
function beginning(words: string | null): string {
  const parts = (words ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.map((part, index) => (index === parts.length - 1 ? `${part}:*` : part)).join(' & ');
}

/** Whether no product has arrived yet. */
export async function catalogueIsEmpty(db: Db): Promise<boolean> {
  return (await db.query('SELECT 1 FROM $schema.products LIMIT 1')).length === 0;
}
