import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { CheckoutOutcome } from '@shop/basket-projections';
import { cloudEvent, eventRecord, formatLineage, positionOf, Retriable } from '@shop/log-core';
import type { LogRecord, NewRecord, RecordBatch } from '@shop/log-core';
import { Log, OnBatch } from '@shop/log-nest';
import type { BasketEventData, CloudEvent, OrderPlaced } from '@shop/topics';
import { orderPlacedIdOf } from '../commands/command-identity.js';
import { ReadModels } from '../read-models.js';

/** How long a batch waits for the baskets to have applied it, in milliseconds, before it is tried again. */
const APPLIED_LIMIT = 2_000;

type CheckedOut = CloudEvent<'BasketCheckedOut', BasketEventData['BasketCheckedOut']>;

/**
 * Places the order that an accepted checkout causes, and forgets the contact of one that was ignored.
 *
 * - In: `basket_events`. Out: `orders`, and tombstones in `order_contacts`.
 * - Whether a checkout was accepted is the journal's to say, so it waits for the baskets read model.
 * - Ids and time are derived from the checkout: doing it again changes nothing.
 */
@Controller()
export class OrderPlacer {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {}

  // Few events are checkouts, and what has to be quick was answered before.
  @OnBatch('basket-api.order-placer', { patience: 100 })
  async place(@Payload() batch: RecordBatch): Promise<void> {
    const checkouts = batch.records.filter(isCheckout);
    if (!checkouts.length) return;
    const { baskets } = this.models;
    if (!(await baskets.readModel.waitForPosition(positionOf(checkouts[checkouts.length - 1]), APPLIED_LIMIT)))
      throw new Retriable('The baskets have not applied these checkouts yet.');
    const outcomes = await baskets.checkouts(checkouts.map((record) => checkoutOf(record).id));
    const records = checkouts.map((record) => this.consequence(checkoutOf(record), outcomes));
    await this.log.appender.append(records);
  }

  private consequence(checkout: CheckedOut, outcomes: ReadonlyMap<string, CheckoutOutcome>): NewRecord {
    const outcome = outcomes.get(checkout.id);
    // The read model was emptied a moment ago and is being built again.
    if (!outcome) throw new Retriable(`The baskets have not applied the checkout ${checkout.id} yet.`);
    const { orderId } = checkout.data;
    // Another record under the same id was first: the order is that one's, with that one's contact.
    const placed = outcome.effective && outcome.data.orderId === orderId;
    return placed ? orderRecord(checkout, outcome) : { topic: 'order_contacts', key: orderId, value: null };
  }
}

function orderRecord(checkout: CheckedOut, { basketId, owner, position }: CheckoutOutcome): NewRecord {
  const { orderId, lines, total } = checkout.data;
  const data: OrderPlaced = { orderId, basketId, owner, lines, total, placedAt: checkout.time };
  const event = cloudEvent('OrderPlaced', orderId, data, {
    id: orderPlacedIdOf(checkout.id),
    source: '/basket-api',
    time: checkout.time,
    correlationid: checkout.correlationid,
    causationid: checkout.id,
    actor: checkout.actor,
    lineage: formatLineage([position]),
  });
  return eventRecord('orders', event);
}

function isCheckout({ content }: LogRecord): boolean {
  return content.kind === 'event' && content.event.type === 'BasketCheckedOut';
}

function checkoutOf({ content }: LogRecord): CheckedOut {
  return (content as { event: CheckedOut }).event;
}
