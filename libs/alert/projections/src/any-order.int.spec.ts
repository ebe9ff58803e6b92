import { expect, it } from '@jest/globals';
import type { AlertEvent } from '@shop/alert-domain';
import { cloudEvent } from '@shop/log-core';
import { dumpsOfAnyOrder, type FedLog, type FedRecord, type Projection } from '@shop/log-postgres';
import { alertsProjection } from './alerts/alerts.projection.js';
import { customersProjection } from './customers/customers.projection.js';
import { notesProjection } from './notes/notes.projection.js';

const raised = (alertId: string): Extract<AlertEvent, { type: 'AlertRaised' }>['data'] => ({
  alertId,
  reviewId: `review-of-${alertId}`,
  sku: 'beans',
  productName: 'Beans',
  rating: 1,
  text: 'Cold.',
  postedAt: '2026-01-01T12:00:00.000Z',
  userId: 'user-1',
  lineage: [],
  userRow: {
    loyaltyStatus: 'Platinum',
    updatedAt: '2026-01-01T11:00:00.000Z',
    position: { topic: 'users', partition: 0, offset: '1' },
  },
  rule: 'rating < 3 and Platinum',
});
const alerts = Array.from({ length: 12 }, (_, n): FedRecord[] => {
  const [key, actor] = [`alert-${n}`, `operator-${n % 3}`];
  const steps: readonly { type: string; data: object }[] = [
    { type: 'AlertRaised', data: raised(key) },
    { type: 'AlertAssigned', data: { to: 'operator-1' } },
    { type: 'AlertAcknowledged', data: {} },
    { type: 'AlertAcknowledged', data: {} },
    { type: 'AlertSnoozed', data: { until: '2026-01-02T12:00:00.000Z' } },
    { type: 'AlertResolved', data: {} },
    { type: 'AlertReopened', data: {} },
  ];
  return steps.slice(0, 1 + (n % steps.length)).map(({ type, data }, number) => {
    const time = new Date(Date.UTC(2026, 0, 1, 12, n, number)).toISOString();
    const context = { id: `${key}-${number}`, source: '/test', time, correlationid: 'c', actor };
    return { key, content: { kind: 'event', event: cloudEvent(type, key, data, context) } };
  });
}).flat();
const users = Array.from({ length: 50 }, (_, n): FedRecord => {
  const row = { name: `Name ${n}`, email: `${n}@example.test`, loyaltyStatus: 'Gold' };
  return { key: `user-${n % 8}`, content: n % 9 === 8 ? { kind: 'tombstone' } : { kind: 'row', row } };
});
const alert_notes = Array.from({ length: 30 }, (_, n): FedRecord => {
  const row = { noteId: `note-${n % 7}`, alertId: `alert-${n % 3}`, userId: 'user-1', text: `Text ${n}` };
  return { key: row.noteId, content: n % 6 === 5 ? { kind: 'tombstone' } : { kind: 'row', row } };
});

it.each<{ projection: Projection; log: FedLog }>([
  { projection: customersProjection, log: { users } },
  { projection: alertsProjection, log: { alert_events: alerts } },
  { projection: notesProjection, log: { alert_notes } },
])(
  '$projection.name: the same log gives the same rows, whatever the batches and the order of partitions',
  async ({ projection, log }) => {
    const [first, ...others] = await dumpsOfAnyOrder(projection, log);
    expect(Object.values(first).flat()).not.toHaveLength(0);
    for (const dump of others) expect(dump).toEqual(first);
  },
);
