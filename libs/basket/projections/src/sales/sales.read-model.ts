import type { Figures, Page, Sales } from '@shop/api';
import { readCursor, writeCursor, type ReadModel } from '@shop/log-postgres';
import type { Money } from '@shop/topics';

interface SalesRow {
  readonly sku: string;
  readonly name: string;
  readonly sold: number;
  readonly put_back: number;
  readonly revenue: Money[] | null;
}

/** What sales ask for: words in name or sku, and the place where the page before ended. */
export interface SalesQuestion {
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const PER_PRODUCT = `
  SELECT p.sku, p.name, coalesce(u.sold, 0) AS sold, coalesce(u.put_back, 0) AS put_back, r.revenue
  FROM $schema.products p
  LEFT JOIN (SELECT sku, sum(sold)::bigint AS sold, sum(put_back)::bigint AS put_back FROM $schema.units GROUP BY sku) u USING (sku)
  LEFT JOIN (
    SELECT sku, json_agg(json_build_object('currency', currency, 'amount', amount) ORDER BY currency) AS revenue
    FROM (SELECT sku, currency, sum(amount)::bigint AS amount FROM $schema.revenue GROUP BY sku, currency) s GROUP BY sku
  ) r USING (sku)`;

/**
 * Sales per product, most sold first.
 * @throws InvalidCursor
 */
export async function listSales(sales: ReadModel, { q, cursor, limit }: SalesQuestion): Promise<Page<Sales>> {
  const [sold, sku] = cursor === undefined ? [null, null] : readCursor(cursor, 2);
  const rows = await sales.query<SalesRow>(
    `SELECT * FROM (${PER_PRODUCT}) s
     WHERE ($1::text IS NULL OR position(lower($1) IN lower(s.name)) > 0 OR position(lower($1) IN s.sku) > 0)
       AND ($2::bigint IS NULL OR (-s.sold, s.sku) > (-$2::bigint, $3::text))
     ORDER BY s.sold DESC, s.sku LIMIT $4`,
    [q || null, sold, sku, limit + 1],
  );
  const items = rows.slice(0, limit).map(toSales);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor(String(last.unitsSold), last.sku) : null };
}

/** Sales of one product; undefined for one that was never sold or put back. */
export async function salesOf(sales: ReadModel, sku: string): Promise<Sales | undefined> {
  const rows = await sales.query<SalesRow>(`SELECT * FROM (${PER_PRODUCT}) s WHERE s.sku = $1`, [sku]);
  return rows[0] && toSales(rows[0]);
}

/** The part of the shop's figures that sales know, days of the last 30 days before `today` (UTC, inclusive). */
export type SalesFigures = Pick<Figures, 'orders' | 'revenue' | 'unitsSold' | 'unitsPutBack' | 'days'>;

/**
 * The sums over all products, and per day.
 * @param today the last day shown: `2026-11-21`
 */
export async function salesFigures(sales: ReadModel, today: string): Promise<SalesFigures> {
  const [totals] = await sales.query<{ orders: number; sold: number; put_back: number; revenue: Money[] | null }>(
    `SELECT coalesce((SELECT sum(orders) FROM $schema.orders), 0)::bigint AS orders,
       coalesce(sum(sold), 0)::bigint AS sold, coalesce(sum(put_back), 0)::bigint AS put_back,
       (SELECT json_agg(r ORDER BY currency) FROM
         (SELECT currency, sum(amount)::bigint AS amount FROM $schema.revenue GROUP BY currency) r) AS revenue
     FROM $schema.units`,
    [],
  );
  const days = await sales.query<{
    date: string;
    orders: number;
    sold: number;
    put_back: number;
    revenue: Money[] | null;
  }>(
    `SELECT d::date::text AS date, coalesce(o.orders, 0) AS orders, coalesce(u.sold, 0) AS sold, coalesce(u.put_back, 0) AS put_back, r.revenue
     FROM generate_series($1::date - 29, $1::date, interval '1 day') d
     LEFT JOIN $schema.orders o ON o.day = d
     LEFT JOIN (SELECT day, sum(sold)::bigint AS sold, sum(put_back)::bigint AS put_back FROM $schema.units GROUP BY day) u ON u.day = d
     LEFT JOIN (
       SELECT day, json_agg(json_build_object('currency', currency, 'amount', amount) ORDER BY currency) AS revenue
       FROM (SELECT day, currency, sum(amount)::bigint AS amount FROM $schema.revenue GROUP BY day, currency) s GROUP BY day
     ) r ON r.day = d
     ORDER BY d`,
    [today],
  );
  return {
    orders: totals.orders,
    revenue: totals.revenue ?? [],
    unitsSold: totals.sold,
    unitsPutBack: totals.put_back,
    days: days.map((day) => ({
      date: day.date,
      orders: day.orders,
      unitsSold: day.sold,
      unitsPutBack: day.put_back,
      revenue: day.revenue ?? [],
    })),
  };
}

function toSales(row: SalesRow): Sales {
  return {
    sku: row.sku,
    name: row.name,
    unitsSold: row.sold,
    unitsPutBack: row.put_back,
    revenue: row.revenue ?? [],
  };
}
