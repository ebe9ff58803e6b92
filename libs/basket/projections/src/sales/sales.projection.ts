import { basketDecider, unitsPutBack, type BasketEvent, type BasketState } from '@shop/basket-domain';
import type { LogRecord } from '@shop/log-core';
import { foldBatch, insertRows, type Db, type Projection, type ProjectionBatch } from '@shop/log-postgres';
import type { OrderPlaced } from '@shop/topics';

/**
 * How many of each product were sold and put back, in all and per day.
 *
 * - Sold: lines of `OrderPlaced`. Put back: units that an effective `ItemRemove` took out, which only the history knows,
 *   so baskets are folded along.
 * - Sums are shared by all partitions and updated relatively.
 */
export const salesProjection: Projection = {
  name: 'sales',
  version: 2,
  topics: ['basket_events', 'orders'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.baskets (basket_id text PRIMARY KEY, state jsonb NOT NULL);
    CREATE TABLE IF NOT EXISTS $schema.products (
      sku text PRIMARY KEY, name text COLLATE "C" NOT NULL, named_at timestamptz NOT NULL
    );
    CREATE TABLE IF NOT EXISTS $schema.units (
      day date NOT NULL, sku text NOT NULL, sold bigint NOT NULL, put_back bigint NOT NULL, PRIMARY KEY (day, sku)
    );
    CREATE TABLE IF NOT EXISTS $schema.revenue (
      day date NOT NULL, sku text NOT NULL, currency text NOT NULL, amount bigint NOT NULL, PRIMARY KEY (day, sku, currency)
    );
    CREATE TABLE IF NOT EXISTS $schema.orders (day date PRIMARY KEY, orders bigint NOT NULL);
  `,
  async apply(batch, db) {
    const sums = batch.topic === 'orders' ? sumOrders(batch.records) : await sumPutBacks(batch, db);
    await store(sums, db);
  },
};

/** What a batch adds to the sums. Keys are the primary keys, joined by a blank. */
class Sums {
  readonly units = new Map<string, { sold: number; putBack: number }>();
  readonly revenue = new Map<string, number>();
  readonly orders = new Map<string, number>();
  readonly names = new Map<string, { name: string; at: string }>();

  /** Units of a product on a day (`2026-11-21`). */
  addUnits(day: string, sku: string, sold: number, putBack: number): void {
    const sum = this.units.get(`${day} ${sku}`) ?? { sold: 0, putBack: 0 };
    this.units.set(`${day} ${sku}`, { sold: sum.sold + sold, putBack: sum.putBack + putBack });
  }

  /** What a product was called at a time; the latest name counts, and of two at once the greater. */
  name(sku: string, name: string, at: string): void {
    const known = this.names.get(sku);
    // To the millisecond and by code points, as PostgreSQL compares what came in another batch.
    const time = new Date(at).toISOString();
    if (
      !known ||
      time > known.at ||
      (time === known.at && Buffer.compare(Buffer.from(name), Buffer.from(known.name)) > 0)
    )
      this.names.set(sku, { name, at: time });
  }
}

function sumOrders(records: readonly LogRecord[]): Sums {
  const sums = new Sums();
  for (const { content } of records) {
    if (content.kind !== 'event') continue;
    const order = content.event.data as OrderPlaced;
    const day = dayOf(order.placedAt);
    sums.orders.set(day, (sums.orders.get(day) ?? 0) + 1);
    for (const line of order.lines) {
      sums.addUnits(day, line.sku, line.quantity, 0);
      sums.name(line.sku, line.name, order.placedAt);
      const key = `${day} ${line.sku} ${line.lineTotal.currency}`;
      sums.revenue.set(key, (sums.revenue.get(key) ?? 0) + line.lineTotal.amount);
    }
  }
  return sums;
}

async function sumPutBacks(batch: ProjectionBatch, db: Db): Promise<Sums> {
  const { states, entries } = await foldBatch<BasketEvent, BasketState>(batch, basketDecider, async (keys) => {
    const rows = await db.query<{ basket_id: string; state: BasketState }>(
      'SELECT basket_id, state FROM $schema.baskets WHERE basket_id = ANY($1::text[])',
      [keys],
    );
    return new Map(rows.map((row) => [row.basket_id, row.state]));
  });
  await insertRows(
    db,
    '$schema.baskets',
    { basket_id: 'text', state: 'jsonb' },
    [...states].map(([id, state]) => [id, state]),
    { update: ['basket_id'] },
  );

  const sums = new Sums();
  for (const { event, before, record } of entries) {
    if (event.type !== 'ItemRemove' || record.content.kind !== 'event') continue;
    const putBack = unitsPutBack(before, event);
    const line = before.lines.find(({ sku }) => sku === event.data.sku);
    if (putBack === 0 || !line) continue;
    sums.addUnits(dayOf(record.content.event.time), line.sku, 0, putBack);
    sums.name(line.sku, line.name, record.content.event.time);
  }
  return sums;
}

async function store(sums: Sums, db: Db): Promise<void> {
  const split = (key: string) => key.split(' ');
  await insertRows(
    db,
    '$schema.products',
    { sku: 'text', name: 'text', named_at: 'timestamptz' },
    [...sums.names].map(([sku, { name, at }]) => [sku, name, at]),
    {
      merge: ['sku'],
      set: 'name = excluded.name, named_at = excluded.named_at WHERE (t.named_at, t.name) < (excluded.named_at, excluded.name)',
    },
  );
  await insertRows(
    db,
    '$schema.units',
    { day: 'date', sku: 'text', sold: 'bigint', put_back: 'bigint' },
    [...sums.units].map(([key, { sold, putBack }]) => [...split(key), sold, putBack]),
    { merge: ['day', 'sku'], set: 'sold = t.sold + excluded.sold, put_back = t.put_back + excluded.put_back' },
  );
  await insertRows(
    db,
    '$schema.revenue',
    { day: 'date', sku: 'text', currency: 'text', amount: 'bigint' },
    [...sums.revenue].map(([key, amount]) => [...split(key), amount]),
    { merge: ['day', 'sku', 'currency'], set: 'amount = t.amount + excluded.amount' },
  );
  await insertRows(
    db,
    '$schema.orders',
    { day: 'date', orders: 'bigint' },
    [...sums.orders].map(([day, orders]) => [day, orders]),
    { merge: ['day'], set: 'orders = t.orders + excluded.orders' },
  );
}

/** The day in UTC of an RFC 3339 time. */
function dayOf(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}
