import { cloudEvent, formatLineage } from '@shop/log-core';
import type { CheckoutOutcome } from '@shop/basket-projections';
import type { BasketEventData, CloudEvent, Line, Money, OrderPlaced } from '@shop/topics';
import { orderPlacedIdOf } from '../commands/command-identity.js';

/** A checkout as an event. */
export type CheckedOut = CloudEvent<'BasketCheckedOut', BasketEventData['BasketCheckedOut']>;

/**
 * The event that an accepted checkout causes. Ids and time are derived from the checkout: doing it again leads to the same.
 * Of its lines it has the fields that we know: what a writer put in besides could be larger than a record.
 * @param outcome what the journal says of the checkout
 */
export function orderPlaced(
  checkout: CheckedOut,
  { basketId, owner, position }: Pick<CheckoutOutcome, 'basketId' | 'owner' | 'position'>,
): CloudEvent<'OrderPlaced', OrderPlaced> {
  const { orderId, lines, total } = checkout.data;
  const data = { orderId, basketId, owner, lines: lines.map(line), total: money(total), placedAt: checkout.time };
  return cloudEvent('OrderPlaced', orderId, data, {
    id: orderPlacedIdOf(checkout.id),
    source: '/basket-api',
    time: checkout.time,
    correlationid: checkout.correlationid,
    causationid: checkout.id,
    actor: checkout.actor,
    lineage: formatLineage([position]),
  });
}

function line({ sku, name, quantity, unitPrice, lineTotal }: Line): Line {
  return { sku, name, quantity, unitPrice: money(unitPrice), lineTotal: money(lineTotal) };
}

function money({ amount, currency }: Money): Money {
  return { amount, currency };
}
