import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { appendAll, type NewRecord, type RecordBatch } from '@shop/log-core';
import { dayOfRetention, tombstonesIn } from '@shop/log-kafka';
import { Log, OnBatch, Sweep } from '@shop/log-nest';
import { topics } from '@shop/topics';
import { ReadModels } from '../read-models.js';

/** How long a guest's contact is kept, in days: a guest has no account to be forgotten with. */
export const GUEST_CONTACT_DAYS = 30;
/** How long a contact is kept that no order came of, in days: by then no retry of its checkout is on its way. */
const UNPLACED_CONTACT_DAYS = 7;
/** How often is looked for what is due, as a part of a day. */
const SWEEPS_A_DAY = 24;

/**
 * Forgets contacts of orders: with the person they belong to, and when they have served.
 *
 * - In: tombstones of `users`. Out: tombstones of `order_contacts`.
 * - The sweep does the same again for everybody whose tombstone is still in the log: a checkout that was under way while
 *   its user was deleted may have written its contact afterwards.
 * - A tombstone that is written twice changes nothing, so both may be repeated, and done by several instances.
 */
@Controller()
export class ContactForgetter extends Sweep {
  constructor(
    private readonly log: Log,
    private readonly models: ReadModels,
  ) {
    super(dayOfRetention() / SWEEPS_A_DAY);
  }

  @OnBatch('basket-api.forgetter', { patience: 100 })
  async forget(@Payload() batch: RecordBatch): Promise<void> {
    const gone = batch.records.flatMap(({ key, content }) => (content.kind === 'tombstone' ? [key] : []));
    if (gone.length > 0) await this.bury(await this.models.orders.contactsOf(gone));
  }

  /** @returns how many contacts were due */
  async sweep(): Promise<number> {
    const { orders } = this.models;
    const [day, now] = [dayOfRetention(), Date.now()];
    const gone = [...(await tombstonesIn(this.log.kafka, topics.users))];
    const due = await Promise.all([
      orders.contactsOf(gone),
      orders.contactsDue(new Date(now - GUEST_CONTACT_DAYS * day), new Date(now - UNPLACED_CONTACT_DAYS * day)),
    ]);
    const all = [...new Set(due.flat())];
    await this.bury(all);
    return all.length;
  }

  private async bury(orderIds: readonly string[]): Promise<void> {
    const tombstones = orderIds.map((key): NewRecord => ({ topic: 'order_contacts', key, value: null }));
    await appendAll(this.log.appender, tombstones);
  }
}
