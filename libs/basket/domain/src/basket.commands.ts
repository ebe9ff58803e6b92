import type { Money } from '@shop/topics';

/** Open a basket for a user (id) or a guest (SHA-256 of the cookie, hex). */
export interface OpenBasket {
  readonly type: 'OpenBasket';
  readonly owner: string;
}

/** Make a guest's basket a user's. That the caller holds the guest's cookie is checked before. */
export interface ClaimBasket {
  readonly type: 'ClaimBasket';
  readonly userId: string;
}

/** Put something in. Name and price are those of the `products` topic, never the caller's. */
export interface AddItem {
  readonly type: 'AddItem';
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** Put something back: at most what is there; all of it without `quantity`. */
export interface RemoveItem {
  readonly type: 'RemoveItem';
  readonly sku: string;
  readonly quantity?: number;
}

/** Check out what is in the basket now. */
export interface CheckOut {
  readonly type: 'CheckOut';
  readonly orderId: string;
}

/** What can be asked of a basket. */
export type BasketCommand = OpenBasket | ClaimBasket | AddItem | RemoveItem | CheckOut;
