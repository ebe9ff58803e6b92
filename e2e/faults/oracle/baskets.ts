import { eventsIn, type Json, type PlainEvent, type Records } from './record.ts';

const TYPES = ['BasketOpened', 'BasketClaimed', 'ItemAdd', 'ItemRemove', 'BasketCheckedOut'];

/** A basket, folded naively. */
interface Basket {
  status: string;
  owner: string;
  lines: Json[];
  number: number;
  orderId: string | null;
}

/** What one event did. */
export interface Step {
  readonly event: PlainEvent;
  readonly number: number;
  readonly ignored: boolean;
  /** How many units it took out, of what. */
  readonly putBack:
    { readonly sku: string; readonly name: string; readonly units: number; readonly currency: string } | undefined;
}

/** Every basket, and every step of each. */
export function foldBaskets({ basket_events: records }: Records): { baskets: Map<string, Basket>; steps: Step[] } {
  const baskets = new Map<string, Basket>();
  const steps = eventsIn(records, TYPES).map((event) => {
    const basket = baskets.get(event.key) ?? { status: 'absent', owner: '', lines: [], number: -1, orderId: null };
    baskets.set(event.key, basket);
    const there = basket.lines.find(({ sku }) => sku === event.data.sku);
    const takes = takesEffect(basket, event);
    const units = takes && event.type === 'ItemRemove' ? Math.min(there.quantity, event.data.quantity) : 0;
    const putBack =
      units > 0 ? { sku: there.sku, name: there.name, units, currency: there.unitPrice.currency } : undefined;
    if (takes) apply(basket, event);
    basket.number++;
    return { event, number: basket.number, ignored: !takes, putBack };
  });
  return { baskets, steps };
}

/** `baskets` and `journal`. */
export function basketTables(records: Records) {
  const { baskets, steps } = foldBaskets(records);
  return {
    baskets: Array.from(baskets, ([id, { status, owner, lines, number, orderId }]) => ({
      basket_id: id,
      status,
      owner,
      lines: lines.map(({ sku, name, quantity, unitPrice }) => [sku, name, quantity, unitPrice.amount]),
      currency: lines[0]?.unitPrice.currency ?? null,
      number,
      order_id: orderId,
    })),
    journal: steps.map(({ event, number, ignored }) => ({
      basket_id: event.key,
      number,
      event_id: event.id,
      type: event.type,
      data: event.data,
      is_ignored: ignored,
    })),
  };
}

function takesEffect(basket: Basket, { type, data }: PlainEvent): boolean {
  if (type === 'BasketOpened') return basket.status === 'absent';
  if (basket.status !== 'open') return false;
  const there = basket.lines.find(({ sku }) => sku === data.sku);
  if (type === 'BasketClaimed') return /^[0-9a-f]{64}$/.test(basket.owner);
  if (type.startsWith('Item') && basket.number >= 9_999) return false;
  if (type === 'ItemRemove') return there !== undefined;
  if (type === 'ItemAdd')
    return (
      (there?.quantity ?? 0) + data.quantity <= 99 &&
      data.unitPrice.amount >= 0 &&
      basket.lines.every(({ unitPrice }) => unitPrice.currency === data.unitPrice.currency)
    );
  const total = basket.lines.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0);
  const said = (lines: Json[]) => lines.map(({ sku, quantity, name }) => `${sku} ${quantity} ${name}`).sort();
  return (
    data.basis === basket.number &&
    basket.lines.length > 0 &&
    data.total.amount === total &&
    said(data.lines).join() === said(basket.lines).join()
  );
}

function apply(basket: Basket, { type, data }: PlainEvent): void {
  const at = basket.lines.findIndex(({ sku }) => sku === data.sku);
  if (type === 'BasketOpened') [basket.status, basket.owner] = ['open', data.owner];
  else if (type === 'BasketClaimed') basket.owner = data.userId;
  else if (type === 'BasketCheckedOut') [basket.status, basket.orderId] = ['checkedOut', data.orderId];
  else if (type === 'ItemAdd') {
    const line = lineOf(data, (basket.lines[at]?.quantity ?? 0) + data.quantity);
    if (at < 0) basket.lines.push(line);
    else basket.lines[at] = line;
  } else {
    const left = basket.lines[at].quantity - data.quantity;
    if (left > 0) basket.lines[at] = lineOf(basket.lines[at], left);
    else basket.lines.splice(at, 1);
  }
}

function lineOf({ sku, name, unitPrice }: Json, quantity: number): Json {
  const lineTotal = { amount: unitPrice.amount * quantity, currency: unitPrice.currency };
  return { sku, name, quantity, unitPrice, lineTotal };
}
