import type { Line, Money } from '@shop/topics';

/** A basket as its events made it. */
export interface BasketState {
  /** `absent` before `BasketOpened`. */
  readonly status: 'absent' | 'open' | 'checkedOut';
  /** A user id, or the SHA-256 (hex) of a guest's cookie; empty while absent. */
  readonly owner: string;
  /** In the order in which the products were put in. All in one currency. */
  readonly lines: readonly Line[];
  /** The number of the last event, ignored ones counted; -1 before the first. */
  readonly number: number;
  /** The order that the checkout caused. */
  readonly orderId?: string;
}

/** The currency of an empty basket's total. */
export const OWN_CURRENCY = 'GBP';

/** The state before the first event. */
export const absentBasket: BasketState = { status: 'absent', owner: '', lines: [], number: -1 };

/** What the basket costs, in minor units; nothing, in the shop's own currency, while it is empty. */
export function totalOf(lines: readonly Line[]): Money {
  let amount = 0;
  for (const line of lines) amount += line.lineTotal.amount;
  return { amount, currency: lines[0]?.unitPrice.currency ?? OWN_CURRENCY };
}

/** The line of a product, if the basket has one. */
export function lineOf(state: BasketState, sku: string): Line | undefined {
  return state.lines.find((line) => line.sku === sku);
}

/** Whether an owner is a guest (the hash of a cookie) rather than a user. */
export function isGuest(owner: string): boolean {
  return /^[0-9a-f]{64}$/.test(owner);
}
