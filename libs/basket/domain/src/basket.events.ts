import type { BasketEventData } from '@shop/topics';

/** The type of a basket event. */
export type BasketEventType = keyof BasketEventData;

/**
 * What the rules need of a basket event: its type and data. Whole CloudEvents and history entries fit as they are, so
 * that server, rebuild and browser fold the same way.
 */
export type BasketEvent = {
  [T in BasketEventType]: { readonly type: T; readonly data: BasketEventData[T] };
}[BasketEventType];
