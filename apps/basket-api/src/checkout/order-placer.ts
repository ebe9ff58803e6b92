import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { CheckoutOutcome } from '@shop/basket-projections';
import { eventRecord, positionOf, Retriable } from '@shop/log-core';
import type { LogRecord, NewRecord, RecordBatch } from '@shop/log-core';
import { Log, OnBatch } from '@shop/log-nest';
import { ReadModels } from '../read-models.js';
import { orderPlaced, type CheckedOut } from './order-placed.js';

/** How long a batch waits for the baskets to have applied it, in milliseconds, before it is tried again. */
const APPLIED_LIMIT = 2_000;

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
    return placed
      ? eventRecord('orders', orderPlaced(checkout, outcome))
      : { topic: 'order_contacts', key: orderId, value: null };
  }
}

function isCheckout({ content }: LogRecord): boolean {
  return content.kind === 'event' && content.event.type === 'BasketCheckedOut';
}

function checkoutOf({ content }: LogRecord): CheckedOut {
  return (content as { event: CheckedOut }).event;
}
