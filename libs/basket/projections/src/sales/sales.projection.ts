import { basketDecider, unitsPutBack, type BasketEvent, type BasketState } from '@shop/basket-domain';
import type { LogRecord } from '@shop/log-core';
import { foldBatch, insertRows, type Projection, type ProjectionBatch, type Transaction } from '@shop/log-postgres';
import type { OrderPlaced } from '@shop/topics';

/**
 * How many of each product were sold and put back: every movement, and sums per day.
 *
 * - Sold: lines of `OrderPlaced`. Put back: units that an effective `ItemRemove` took out, which only the history knows,
 *   so baskets are folded along.
 * - Sums are shared by all partitions and updated relatively. What was sold until a time is the sum of the days before it
 *   and of the movements of its day.
 */
export const salesProjection: Projection = {
  name: 'sales',
  version: 3,
  topics: ['basket_events', 'orders'],
  tables: `
    CREATE TABLE IF NOT EXISTS $schema.baskets (basket_id text PRIMARY KEY, state jsonb NOT NULL);
    CREATE TABLE IF NOT EXISTS $schema.orders (
      order_id text PRIMARY KEY, basket_id text NOT NULL, lines json NOT NULL, total json NOT NULL,
      placed_at text NOT NULL, log_partition int NOT NULL, log_offset bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS $schema.movements (
      event_id text NOT NULL, line int NOT NULL, at timestamptz NOT NULL, sku text NOT NULL, name text COLLATE "C" NOT NULL,
      sold int NOT NULL, put_back int NOT NULL, amount bigint NOT NULL, currency text NOT NULL, PRIMARY KEY (event_id, line)
    );
    CREATE INDEX IF NOT EXISTS movements_at ON $schema.movements (at);
    CREATE INDEX IF NOT EXISTS movements_of ON $schema.movements (sku, at, name);
    CREATE TABLE IF NOT EXISTS $schema.units (
      day date NOT NULL, sku text NOT NULL, sold bigint NOT NULL, put_back bigint NOT NULL, PRIMARY KEY (day, sku)
    );
    CREATE TABLE IF NOT EXISTS $schema.revenue (
      day date NOT NULL, sku text NOT NULL, currency text NOT NULL, amount bigint NOT NULL, PRIMARY KEY (day, sku, currency)
    );
    CREATE TABLE IF NOT EXISTS $schema.orders_placed (day date PRIMARY KEY, orders bigint NOT NULL);
  `,
  async apply(batch, db) {
    const movements = batch.topic === 'orders' ? await applyOrders(batch, db) : await applyBaskets(batch, db);
    await storeMovements(movements, db);
    await addToSums(movements, db);
  },
};

/** Units of a product that were sold, or put back, at once. */
interface Movement {
  readonly eventId: string;
  /** The number of the line in its order; 0 for what was put back. */
  readonly line: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly sku: string;
  readonly name: string;
  readonly sold: number;
  readonly putBack: number;
  /** What was sold for, in minor units. */
  readonly amount: number;
  readonly currency: string;
}

async function applyOrders({ records }: ProjectionBatch, db: Transaction): Promise<Movement[]> {
  const placed = records.flatMap(({ content, partition, offset }) =>
    content.kind === 'event'
      ? [{ id: content.event.id, order: content.event.data as OrderPlaced, partition, offset }]
      : [],
  );
  const orders = new Map(placed.toReversed().map((each) => [each.order.orderId, each]));
  await insertRows(
    db,
    '$schema.orders',
    {
      order_id: 'text',
      basket_id: 'text',
      lines: 'json',
      total: 'json',
      placed_at: 'text',
      log_partition: 'int',
      log_offset: 'bigint',
    },
    Array.from(orders.values(), ({ order, partition, offset }) => {
      const { orderId, basketId, lines, total, placedAt } = order;
      return [orderId, basketId, lines, total, placedAt, partition, offset];
    }),
    { keep: ['order_id'] },
  );
  const days = added(placed, ({ order }) => [dayOf(order.placedAt), 1]);
  await insertRows(db, '$schema.orders_placed', { day: 'date', orders: 'bigint' }, days, {
    merge: ['day'],
    set: 'orders = t.orders + excluded.orders',
  });
  return placed.flatMap(({ id, order }) =>
    order.lines.map(({ sku, name, quantity, lineTotal }, line) => ({
      eventId: id,
      line,
      at: utc(order.placedAt),
      sku,
      name,
      sold: quantity,
      putBack: 0,
      ...lineTotal,
    })),
  );
}

async function applyBaskets(batch: ProjectionBatch, db: Transaction): Promise<Movement[]> {
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
  return entries.flatMap(({ event, before, record }) => {
    if (event.type !== 'ItemRemove') return [];
    const putBack = unitsPutBack(before, event);
    const line = before.lines.find(({ sku }) => sku === event.data.sku);
    if (putBack === 0 || !line) return [];
    const { id, time } = envelope(record);
    const { sku, name, unitPrice } = line;
    const { currency } = unitPrice;
    return [{ eventId: id, line: 0, at: utc(time), sku, name, sold: 0, putBack, amount: 0, currency }];
  });
}

async function storeMovements(movements: readonly Movement[], db: Transaction): Promise<void> {
  await insertRows(
    db,
    '$schema.movements',
    {
      event_id: 'text',
      line: 'int',
      at: 'timestamptz',
      sku: 'text',
      name: 'text',
      sold: 'int',
      put_back: 'int',
      amount: 'bigint',
      currency: 'text',
    },
    movements.map(({ eventId, line, at, sku, name, sold, putBack, amount, currency }) => [
      eventId,
      line,
      at,
      sku,
      name,
      sold,
      putBack,
      amount,
      currency,
    ]),
  );
}

async function addToSums(movements: readonly Movement[], db: Transaction): Promise<void> {
  await insertRows(
    db,
    '$schema.units',
    { day: 'date', sku: 'text', sold: 'bigint', put_back: 'bigint' },
    added(movements, ({ at, sku, sold, putBack }) => [`${dayOf(at)} ${sku}`, sold, putBack]),
    { merge: ['day', 'sku'], set: 'sold = t.sold + excluded.sold, put_back = t.put_back + excluded.put_back' },
  );
  await insertRows(
    db,
    '$schema.revenue',
    { day: 'date', sku: 'text', currency: 'text', amount: 'bigint' },
    added(
      movements.filter(({ sold }) => sold > 0),
      ({ at, sku, currency, amount }) => [`${dayOf(at)} ${sku} ${currency}`, amount],
    ),
    { merge: ['day', 'sku', 'currency'], set: 'amount = t.amount + excluded.amount' },
  );
}

/**
 * Adds up numbers by key, exactly.
 * @param numbersOf the key, its parts joined by a blank, and the numbers
 * @returns the parts of each key and the sums
 */
function added<T>(items: readonly T[], numbersOf: (item: T) => [key: string, ...numbers: number[]]): unknown[][] {
  const sums = new Map<string, (number | bigint)[]>();
  for (const item of items) {
    const [key, ...numbers] = numbersOf(item);
    const sum = sums.get(key);
    sums.set(key, sum ? sum.map((each, index) => plus(each, numbers[index])) : numbers);
  }
  return Array.from(sums, ([key, numbers]) => [...key.split(' '), ...numbers]);
}

/** Only what many of the largest orders come to, taken together, is more than a number holds. */
function plus(sum: number | bigint, more: number): number | bigint {
  const exact = typeof sum === 'number' && Number.isSafeInteger(sum + more);
  return exact ? sum + more : BigInt(sum) + BigInt(more);
}

/** Only events are folded. */
function envelope({ content }: LogRecord) {
  return (content as Extract<LogRecord['content'], { kind: 'event' }>).event;
}

function utc(time: string): string {
  return new Date(time).toISOString();
}

/** The day in UTC of an RFC 3339 time. */
function dayOf(time: string): string {
  return utc(time).slice(0, 10);
}
