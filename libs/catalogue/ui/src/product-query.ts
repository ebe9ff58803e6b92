import { beginningOf, parseTime } from '@shop/design-system';

/** How products may be sorted, in the words of the API. */
export const SORTS = ['relevance', 'name', 'price', '-price', 'rating'] as const;
export type ProductSort = (typeof SORTS)[number];

/** A search for products, as the address of the page holds it. Absent means "any". */
export interface ProductQuery {
  readonly q?: string;
  readonly department?: string;
  readonly sort?: ProductSort;
  /** Minor units. */
  readonly minPrice?: number;
  /** Minor units. */
  readonly maxPrice?: number;
  /** As the shop was at this time (RFC 3339, UTC). */
  readonly at?: string;
}

/** What an address holds: anything that somebody typed or an old link had. */
export type AddressParams = Readonly<Partial<Record<keyof ProductQuery, string | undefined>>>;

/** The longest search that the API takes. */
const LONGEST_SEARCH = 100;
const HIGHEST_PRICE = 100_000_000;

/** Reads a search from an address; what makes no sense is left out rather than sent to be refused. */
export function parseQuery(params: AddressParams): ProductQuery {
  const q = params.q && beginningOf(params.q.trim(), LONGEST_SEARCH);
  const department = params.department?.trim();
  const sort = SORTS.find((known) => known === params.sort);
  const minPrice = priceOf(params.minPrice);
  const maxPrice = priceOf(params.maxPrice);
  const at = parseTime(params.at);
  return {
    ...(q && { q }),
    ...(department && { department }),
    ...(sort && { sort }),
    ...(minPrice !== undefined && { minPrice }),
    ...(maxPrice !== undefined && { maxPrice }),
    ...(at && { at }),
  };
}

/** The same search as parameters of an address or of `GET /api/products`: text, and only what is set. */
export function queryParams(query: ProductQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

/** Minor units of what a person typed as pounds: `2.5` is 250. Undefined for nothing and for nonsense. */
export function poundsToMinor(pounds: string): number | undefined {
  return /^\d{1,6}([.,]\d{1,2})?$/.test(pounds.trim())
    ? Math.round(Number(pounds.trim().replace(',', '.')) * 100)
    : undefined;
}

/** What a person would type for minor units: 250 is `2.50`, 300 is `3`. */
export function minorToPounds(minor: number | undefined): string {
  if (minor === undefined) return '';
  return minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2);
}

/** Says in a sentence what was searched for: `“beans” in Tins & Jars`. */
export function queryInWords({ q, department }: ProductQuery): string {
  if (q && department) return `“${q}” in ${department}`;
  if (q) return `“${q}”`;
  return department ?? 'All products';
}

function priceOf(text: string | undefined): number | undefined {
  if (!text || !/^\d{1,9}$/.test(text)) return undefined;
  return Math.min(Number(text), HIGHEST_PRICE);
}
