import type { BasketState } from '@shop/basket-domain';
import type { Line } from '@shop/topics';

/** A line as it is stored: `[sku, name, quantity, amount]`. Its currency is the basket's, its total follows. */
export type LineTuple = readonly [sku: string, name: string, quantity: number, amount: number];

/** The columns of `baskets` that hold a state. Rows are written once per batch, so they are kept short. */
export interface BasketRow {
  readonly basket_id: string;
  readonly status: BasketState['status'];
  readonly owner: string;
  readonly lines: readonly LineTuple[];
  /** Null while there are no lines. */
  readonly currency: string | null;
  readonly number: number;
  readonly order_id: string | null;
}

/** The state that a row holds. */
export function stateOf({ status, owner, lines, currency, number, order_id: orderId }: BasketRow): BasketState {
  return {
    status,
    owner,
    lines: lines.map((line) => lineOf(line, currency ?? '')),
    number,
    ...(orderId !== null && { orderId }),
  };
}

/** The values of the row that holds a state, in the order of `BasketRow`. */
export function valuesOf(basketId: string, { status, owner, lines, number, orderId }: BasketState): unknown[] {
  const tuples = lines.map(({ sku, name, quantity, unitPrice }): LineTuple => [sku, name, quantity, unitPrice.amount]);
  return [basketId, status, owner, tuples, lines[0]?.unitPrice.currency ?? null, number, orderId ?? null];
}

function lineOf([sku, name, quantity, amount]: LineTuple, currency: string): Line {
  return {
    sku,
    name,
    quantity,
    unitPrice: { amount, currency },
    lineTotal: { amount: amount * quantity, currency },
  };
}
