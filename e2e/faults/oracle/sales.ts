import { foldBaskets } from './baskets.ts';
import { eventsIn, type Json, type Records } from './record.ts';

/** The tables of the sales: every movement, what they are made of, and the sums per day. */
export function salesTables(records: Records) {
  const { baskets, steps } = foldBaskets(records);
  const orders = eventsIn(records['orders'], ['OrderPlaced']);
  const movements: Json[] = [];
  for (const { event, putBack } of steps)
    if (putBack) {
      const { units, ...what } = putBack;
      movements.push({
        event_id: event.id,
        line: 0,
        at: Date.parse(event.time),
        ...what,
        sold: 0,
        put_back: units,
        amount: 0,
      });
    }
  for (const { id, data } of orders)
    for (const [line, { sku, name, quantity, lineTotal }] of data.lines.entries())
      movements.push({
        event_id: id,
        line,
        at: Date.parse(data.placedAt),
        sku,
        name,
        sold: quantity,
        put_back: 0,
        amount: lineTotal.amount,
        currency: lineTotal.currency,
      });
  const units = new Map<string, Json>();
  const revenue = new Map<string, Json>();
  const placed = new Map<string, Json>();
  for (const { at, sku, currency, sold, put_back, amount } of movements) {
    const day = dayOf(at);
    const sums = entry(units, `${day} ${sku}`, () => ({ day, sku, sold: 0, put_back: 0 }));
    sums.sold += sold;
    sums.put_back += put_back;
    if (sold > 0)
      entry(revenue, `${day} ${sku} ${currency}`, () => ({ day, sku, currency, amount: 0 })).amount += amount;
  }
  for (const { data } of orders) {
    const day = dayOf(Date.parse(data.placedAt));
    entry(placed, day, () => ({ day, orders: 0 })).orders += 1;
  }
  return {
    baskets: Array.from(baskets, ([id, { status, owner, number }]) => ({ basket_id: id, status, owner, number })),
    orders: orders.map(({ data: { orderId, basketId, lines, total } }) => ({
      order_id: orderId,
      basket_id: basketId,
      lines,
      total,
    })),
    movements,
    units: [...units.values()],
    revenue: [...revenue.values()],
    orders_placed: [...placed.values()],
  };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function entry(map: Map<string, Json>, key: string, make: () => Json): Json {
  const there = map.get(key) ?? make();
  map.set(key, there);
  return there;
}
