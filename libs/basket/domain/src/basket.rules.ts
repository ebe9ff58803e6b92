import { MAX_LINES, MAX_QUANTITY, type BasketEventData, type Line } from '@shop/topics';
import type { Refusal } from '@shop/log-core';
import { isGuest, lineOf, totalOf, type BasketState } from './basket.state.js';

/** A business rule by name: undefined when it is kept, otherwise why not. Commands and events are held to the same ones. */
export type Rule<Subject> = (state: BasketState, subject: Subject) => Refusal | undefined;

/** A basket is opened once. */
export const opensOnce: Rule<unknown> = (state) =>
  state.status === 'absent' ? undefined : { code: 'basket.alreadyOpen', reason: 'The basket was opened before.' };

/** Nothing happens to a basket before it is opened or after it was checked out. */
export const isOpen: Rule<unknown> = (state) => {
  if (state.status === 'absent') return { code: 'basket.notOpen', reason: 'The basket was never opened.' };
  if (state.status === 'checkedOut') return { code: 'basket.checkedOut', reason: 'The basket is checked out.' };
  return undefined;
};

/** Only a guest's basket can be claimed, and only once. */
export const isUnclaimed: Rule<unknown> = (state) =>
  isGuest(state.owner) ? undefined : { code: 'basket.claimed', reason: 'The basket belongs to a user already.' };

/** A basket has one currency. */
export const keepsOneCurrency: Rule<Pick<BasketEventData['ItemAdd'], 'unitPrice'>> = (state, { unitPrice }) => {
  const currency = state.lines[0]?.unitPrice.currency;
  return currency === undefined || currency === unitPrice.currency
    ? undefined
    : { code: 'basket.otherCurrency', reason: `The basket is in ${currency}, the product in ${unitPrice.currency}.` };
};

/** A line holds 1 to 99. */
export const keepsLineWithinLimit: Rule<Pick<BasketEventData['ItemAdd'], 'sku' | 'quantity'>> = (
  state,
  { sku, quantity },
) =>
  (lineOf(state, sku)?.quantity ?? 0) + quantity <= MAX_QUANTITY
    ? undefined
    : { code: 'line.tooMany', reason: `A basket holds at most ${MAX_QUANTITY} of a product.` };

/** A basket holds 200 products: then its order fits into a record. */
export const keepsProductsWithinLimit: Rule<Pick<BasketEventData['ItemAdd'], 'sku'>> = (state, { sku }) =>
  state.lines.length < MAX_LINES || lineOf(state, sku)
    ? undefined
    : { code: 'basket.tooManyProducts', reason: `A basket holds at most ${MAX_LINES} products.` };

/** So many events of a basket count, its opening among them. */
export const MAX_EVENTS = 10_000;

/**
 * Nothing is put in or back after a basket's first 10,000 events: then its whole history can be loaded at once. It can still
 * be claimed and checked out, each once.
 */
export const keepsEventsWithinLimit: Rule<unknown> = ({ number }) =>
  number + 1 < MAX_EVENTS
    ? undefined
    : { code: 'basket.tooManyEvents', reason: `A basket changes at most ${MAX_EVENTS} times: check it out.` };

/** Prices are not negative, and the total stays an exact integer. */
export const keepsAmountExact: Rule<Pick<BasketEventData['ItemAdd'], 'quantity' | 'unitPrice'>> = (state, item) =>
  item.unitPrice.amount >= 0 && Number.isSafeInteger(totalOf(state.lines).amount + item.unitPrice.amount * MAX_QUANTITY)
    ? undefined
    : { code: 'basket.amount', reason: 'The price is negative, or the total would be too large to be exact.' };

/** What is put back is there. */
export const hasLine: Rule<Pick<BasketEventData['ItemRemove'], 'sku'>> = (state, { sku }) =>
  lineOf(state, sku) ? undefined : { code: 'line.absent', reason: 'The product is not in the basket.' };

/** An empty basket can't be checked out. */
export const isNotEmpty: Rule<unknown> = (state) =>
  state.lines.length > 0 ? undefined : { code: 'basket.empty', reason: 'The basket is empty.' };

/** A checkout was decided on the basket's last event: nothing came in between. */
export const isDecidedOnLastEvent: Rule<Pick<BasketEventData['BasketCheckedOut'], 'basis'>> = (state, { basis }) =>
  basis === state.number
    ? undefined
    : {
        code: 'basket.changed',
        reason: `The checkout was decided on event ${basis}, but ${state.number} had happened.`,
      };

/** A checkout says what the basket holds. */
export const statesTheBasket: Rule<Pick<BasketEventData['BasketCheckedOut'], 'lines' | 'total'>> = (
  state,
  checkout,
) => {
  const total = totalOf(state.lines);
  const same =
    checkout.total.amount === total.amount &&
    checkout.total.currency === total.currency &&
    checkout.lines.length === state.lines.length &&
    state.lines.every((line) => checkout.lines.some((other) => sameLine(line, other)));
  return same
    ? undefined
    : { code: 'checkout.mismatch', reason: 'The lines or the total are not those of the basket.' };
};

/** The first rule that is not kept. */
export function firstBroken<Subject>(
  rules: readonly Rule<Subject>[],
  state: BasketState,
  subject: Subject,
): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(state, subject);
    if (refusal) return refusal;
  }
  return undefined;
}

function sameLine(one: Line, other: Line): boolean {
  return (
    one.sku === other.sku &&
    one.name === other.name &&
    one.quantity === other.quantity &&
    one.unitPrice.amount === other.unitPrice.amount &&
    one.unitPrice.currency === other.unitPrice.currency
  );
}
