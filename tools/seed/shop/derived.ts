import type { Figures } from '@shop/api';
import { Deadline, type OpsClient } from './ops-client.ts';

/**
 * Waits until what follows from the history has been derived, so that the first page somebody opens is not half full.
 * @param expected how many orders and reviews the history leads to
 */
export async function derived(client: OpsClient, expected: { orders: number; reviews: number }): Promise<void> {
  const deadline = new Deadline(120, 'The demo history is appended, but not all of it is derived');
  for (;;) {
    const { orders, reviews } = await client.ask<Figures>('getFigures', {}, deadline);
    if (orders >= expected.orders && reviews >= expected.reviews) return;
    await deadline.pause(`${orders} of ${expected.orders} orders, ${reviews} of ${expected.reviews} reviews`);
  }
}
