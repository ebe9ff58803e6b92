import { basketView, type StoredBasket } from '@shop/basket-projections';
import { conflict, notFound, unprocessable, type ProblemError } from '@shop/http';
import type { Refusal } from '@shop/log-core';

/** Rules about what was asked for; the others are about the state that the basket is in. */
const aboutTheRequest = new Set([
  'line.tooMany',
  'basket.tooManyProducts',
  'basket.tooManyEvents',
  'basket.otherCurrency',
  'basket.amount',
  'basket.empty',
]);

/** The same answer for a basket that doesn't exist and for somebody else's. */
export const noSuchBasket = () => notFound('basket.notFound', 'There is no such basket.');

/**
 * How a refused command, or an event that was ignored, is answered: 422 for a rule, 409 for the state, which comes along.
 * @param basket the basket that refused; absent before it was opened
 */
export function refusalProblem({ code, reason }: Refusal, basket?: StoredBasket): ProblemError {
  if (code === 'basket.notOpen') return noSuchBasket();
  if (aboutTheRequest.has(code)) return unprocessable(code, reason);
  return conflict(code, reason, {
    ...(basket && { basket: basketView(basket) }),
    ...(basket?.state.orderId !== undefined && { orderId: basket.state.orderId }),
  });
}
