import type { Figures, InspectedOrder, Page, Sales } from '@shop/api';
import { CursorCodec, cursorPart, type ReadModel } from '@shop/log-postgres';
import type { Money } from '@shop/topics';

interface SumsRow {
  readonly sold: number;
  readonly put_back: number;
  readonly revenue: Money[] | null;
}
interface SalesRow extends SumsRow {
  readonly sku: string;
  readonly name: string;
  /** Only when the past is asked for. */
  readonly now: SumsRow | null;
}

/** What sales ask for: words in name or sku, a time, and the place where the page before ended. */
export interface SalesQuestion {
  readonly q?: string;
  /** As it was at this time (RFC 3339, UTC); now unless given. */
  readonly at?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** Sums per product until a time: those of the days before it, and the movements of its day. */
const sumsUntil = (at: string) => `
  SELECT sku, u.sold, u.put_back, r.revenue
  FROM (
    SELECT sku, sum(sold)::bigint AS sold, sum(put_back)::bigint AS put_back
    FROM (
      SELECT sku, sold, put_back FROM $schema.units WHERE day < (${at} AT TIME ZONE 'UTC')::date
      UNION ALL
      SELECT sku, sold, put_back FROM $schema.movements WHERE at >= date_trunc('day', ${at}, 'UTC') AND at <= ${at}
    ) s GROUP BY sku
  ) u
  LEFT JOIN (
    SELECT sku, json_agg(json_build_object('currency', currency, 'amount', amount) ORDER BY currency) AS revenue
    FROM (
      SELECT sku, currency, sum(amount)::bigint AS amount
      FROM (
        SELECT sku, currency, amount FROM $schema.revenue WHERE day < (${at} AT TIME ZONE 'UTC')::date
        UNION ALL
        SELECT sku, currency, amount FROM $schema.movements
        WHERE at >= date_trunc('day', ${at}, 'UTC') AND at <= ${at} AND sold > 0
      ) m GROUP BY sku, currency
    ) s GROUP BY sku
  ) r USING (sku)`;

/** Sales per product at the time `$1`, by the last name that it had then; for the past, as they are now as well. */
const PER_PRODUCT = `
  SELECT s.*, n.name, row_to_json(now) AS now
  FROM (${sumsUntil('$1::timestamptz')}) s
  CROSS JOIN LATERAL (
    SELECT name FROM $schema.movements m WHERE m.sku = s.sku AND m.at <= $1 ORDER BY m.at DESC, m.name DESC LIMIT 1
  ) n
  LEFT JOIN (${sumsUntil(`timestamptz 'infinity'`)}) now ON now.sku = s.sku AND $1::timestamptz < 'infinity'`;

const mostSoldFirst = new CursorCodec(cursorPart.integer, cursorPart.text);

/**
 * Sales per product, most sold first.
 * @throws InvalidCursor
 */
export async function listSales(sales: ReadModel, { q, at, cursor, limit }: SalesQuestion): Promise<Page<Sales>> {
  const [sold, sku] = mostSoldFirst.read(cursor);
  const rows = await sales.query<SalesRow>(
    `SELECT * FROM (${PER_PRODUCT}) s
     WHERE ($2::text IS NULL OR position(lower($2) IN lower(s.name)) > 0 OR position(lower($2) IN s.sku) > 0)
       AND ($3::bigint IS NULL OR (-s.sold, s.sku) > (-$3::bigint, $4::text))
     ORDER BY s.sold DESC, s.sku LIMIT $5`,
    [at ?? 'infinity', q || null, sold, sku, limit + 1],
  );
  const items = rows.slice(0, limit).map(toSales);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? mostSoldFirst.write(last.unitsSold, last.sku) : null };
}

/**
 * Sales of one product; undefined for one that was never sold or put back.
 * @param at as it was at this time (RFC 3339, UTC); now unless given
 */
export async function salesOf(sales: ReadModel, sku: string, at?: string): Promise<Sales | undefined> {
  const rows = await sales.query<SalesRow>(`SELECT * FROM (${PER_PRODUCT}) s WHERE s.sku = $2`, [
    at ?? 'infinity',
    sku,
  ]);
  return rows[0] && toSales(rows[0]);
}

/** An order as its event tells it; undefined if there is none. */
export async function placedOrder(
  sales: ReadModel,
  orderId: string,
): Promise<Omit<InspectedOrder, 'events'> | undefined> {
  const [row] = await sales.query<{
    basket_id: string;
    lines: InspectedOrder['lines'];
    total: Money;
    placed_at: string;
    log_partition: number;
    log_offset: number;
  }>('SELECT * FROM $schema.orders WHERE order_id = $1', [orderId]);
  if (!row) return undefined;
  const { basket_id: basketId, lines, total, placed_at: placedAt, log_partition: partition, log_offset } = row;
  return {
    orderId,
    basketId,
    lines,
    total,
    placedAt,
    position: { topic: 'orders', partition, offset: String(log_offset) },
  };
}

/** The part of the shop's figures that sales know, days of the last 30 days before `today` (UTC, inclusive). */
export type SalesFigures = Pick<Figures, 'orders' | 'revenue' | 'unitsSold' | 'unitsPutBack' | 'days'>;

/**
 * The sums over all products, and per day.
 * @param today the last day shown: `2026-11-21`
 */
export async function salesFigures(sales: ReadModel, today: string): Promise<SalesFigures> {
  const [totals] = await sales.query<{ orders: number; sold: number; put_back: number; revenue: Money[] | null }>(
    `SELECT coalesce((SELECT sum(orders) FROM $schema.orders_placed), 0)::bigint AS orders,
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
     LEFT JOIN $schema.orders_placed o ON o.day = d
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

function toSales({ sku, name, now, ...then }: SalesRow): Sales {
  return { sku, name, ...sumsOf(then), ...(now && { now: sumsOf(now) }) };
}

function sumsOf({ sold, put_back, revenue }: SumsRow) {
  return { unitsSold: sold, unitsPutBack: put_back, revenue: revenue ?? [] };
}
