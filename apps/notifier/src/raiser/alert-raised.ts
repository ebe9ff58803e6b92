import { cloudEvent, parseLineage, positionOf, type LogRecord } from '@shop/log-core';
import type { AlertEventData, CloudEvent, UnhappyVip } from '@shop/topics';
import { v5 } from 'uuid';

/** Namespace of the ids that notifier derives (a random UUID, fixed for ever). */
const NAMESPACE = '5d0a1c9e-7a34-4b7c-8c3e-2f6b1f0d9a77';

/** The alert of an `UnhappyVip` event: seeing it again leads to the same one. */
export function alertIdOf(unhappyVipId: string): string {
  return v5(`alert ${unhappyVipId}`, NAMESPACE);
}

/**
 * The event that an unhappy VIP causes. Name and email stay behind: what is kept for ever carries ids. Its id is
 * derived from the cause (whose id is derived from the review's), so that raising twice is raising once.
 * @param record of `unhappy_vips`
 * @param event what it says
 * @param time when it was seen, RFC 3339
 */
export function alertRaised(
  record: LogRecord,
  event: CloudEvent<'UnhappyVip', UnhappyVip>,
  time: string,
): CloudEvent<'AlertRaised', AlertEventData['AlertRaised']> {
  const { reviewId, sku, productName, rating, text, postedAt, customer, userRow, rule } = event.data;
  const lineage = [...parseLineage(event.lineage), positionOf(record)];
  const alertId = alertIdOf(event.id);
  const data = {
    alertId,
    reviewId,
    sku,
    productName,
    rating,
    text,
    postedAt,
    userId: customer.userId,
    lineage,
    userRow,
    rule,
  };
  return cloudEvent('AlertRaised', alertId, data, {
    id: v5(`AlertRaised ${alertId}`, NAMESPACE),
    source: '/notifier',
    time,
    correlationid: event.correlationid,
    causationid: event.id,
    actor: 'notifier',
  });
}
