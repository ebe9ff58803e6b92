import type { HeldAlerts } from '@shop/api';
import type { AlertEventData } from '@shop/topics';

type HeldStep = HeldAlerts['alerts'][number]['events'][number];

/** What each step of an alert tells its customer: what is about them, and nothing about who of the staff works on it. */
const told: { readonly [T in keyof AlertEventData]: readonly (keyof AlertEventData[T])[] } = {
  AlertRaised: [
    'alertId',
    'reviewId',
    'sku',
    'productName',
    'rating',
    'text',
    'postedAt',
    'userId',
    'lineage',
    'userRow',
    'rule',
  ],
  AlertAcknowledged: [],
  AlertAssigned: [],
  AlertSnoozed: ['until'],
  AlertNoted: ['text'],
  AlertResolved: ['reason'],
  AlertReopened: [],
};

/** A step of an alert as the customer whom the alert is about may have it. */
export function heldStep({ type, time, data }: HeldStep): HeldStep {
  const fields: readonly string[] = told[type as keyof AlertEventData];
  const given = Object.entries(data as object).filter(([field]) => fields.includes(field));
  return { type, time, data: Object.fromEntries(given) };
}
