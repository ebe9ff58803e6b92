import { expect, it } from '@jest/globals';
import type { AlertEventData } from '@shop/topics';
import { heldStep } from './held-steps.js';

const time = '2026-01-01T12:00:00.000Z';
const userRow = {
  loyaltyStatus: 'Gold' as const,
  updatedAt: time,
  position: { topic: 'users', partition: 0, offset: '1' },
};
const raised: AlertEventData['AlertRaised'] = {
  alertId: 'alert-1',
  reviewId: 'review-1',
  sku: 'beans',
  productName: 'Baked Beans',
  rating: 1,
  text: 'Cold.',
  postedAt: time,
  userId: 'vic',
  lineage: [{ topic: 'reviews', partition: 1, offset: '7' }],
  userRow,
  rule: 'rating 1 < 3 and loyaltyStatus Gold',
};
/** A step of each type, and what of it the customer gets. */
const steps: { readonly [T in keyof AlertEventData]: [data: AlertEventData[T], told: object] } = {
  AlertRaised: [raised, raised],
  AlertAcknowledged: [{}, {}],
  AlertAssigned: [{ to: 'olu-of-the-staff' }, {}],
  AlertSnoozed: [{ until: time }, { until: time }],
  AlertNoted: [{ noteId: 'note-1', text: 'Rang them.' }, { text: 'Rang them.' }],
  AlertResolved: [{ noteId: 'note-2', reason: 'Sent flowers.' }, { reason: 'Sent flowers.' }],
  AlertReopened: [{}, {}],
};

it.each(Object.entries(steps))('%s tells its customer what is about them', (type, [data, told]) => {
  expect(heldStep({ type, time, data })).toStrictEqual({ type, time, data: told });
});

it('gives no field out that nobody named', () => {
  for (const type of Object.keys(steps))
    expect(heldStep({ type, time, data: { by: 'olu-of-the-staff' } })).toStrictEqual({ type, time, data: {} });
});
