import type { HeldShopping } from '@shop/api';
import { Deadline, type OpsClient } from './ops-client.ts';

/**
 * Has operations forget a person, once the shop holds all of their orders with the contact of each: what comes later would
 * only be found by the next sweep.
 */
export async function forget(
  client: OpsClient,
  { userId, orders }: { readonly userId: string; readonly orders: number },
): Promise<void> {
  const deadline = new Deadline(120, 'The person who is to be forgotten has not all of their orders');
  for (;;) {
    const held = await client.ask<HeldShopping>('exportShopping', { params: { userId } }, deadline);
    const complete = held.orders.filter(({ contact }) => contact !== null).length;
    if (complete === orders) break;
    await deadline.pause(`${complete} of ${orders} orders`);
  }
  await client.endsWith([204, 404], 'deleteUser', { params: { userId }, body: {} }, deadline);
}
