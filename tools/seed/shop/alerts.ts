import type { Alert, OperationName, Page } from '@shop/api';
import { OPEN_ALERTS } from '../history/demo-history.ts';
import { idOf } from '../history/random.ts';
import { Deadline, type OpsClient } from './ops-client.ts';

/** How long an alert of the demo history is left alone, in milliseconds: three weeks. */
const SNOOZED = 21 * 24 * 3_600_000;

/** A step of a person in operations: which call, with what. */
interface Step {
  readonly name: OperationName;
  readonly body?: object;
}

const acknowledge: Step = { name: 'acknowledgeAlert' };
const assign = (to: string): Step => ({ name: 'assignAlert', body: { to } });
const note = (text: string): Step => ({ name: 'noteAlert', body: { text } });
const snooze = (until: string): Step => ({ name: 'snoozeAlert', body: { until } });
const resolve = (reason: string): Step => ({ name: 'resolveAlert', body: { reason } });

/** How the alerts that are done came to be done. */
const stories: readonly ((ops: string) => readonly Step[])[] = [
  (ops) => [acknowledge, assign(ops), note('Rang back, no answer.'), resolve('Refunded, with an apology.')],
  () => [acknowledge, resolve('Replacement sent the same day.')],
  (ops) => [acknowledge, assign(ops), resolve('The batch was withdrawn.')],
  () => [acknowledge, note('Third complaint about this supplier in a month.'), resolve('Supplier informed.')],
  () => [resolve('Duplicate of a complaint by telephone.')],
];

/**
 * Waits for the alerts of the demo history and deals with all but the latest few, over the same calls that the console
 * makes. The latest one that isn't resolved has a note, the one before it
 * is snoozed.
 * @param reviewIds the unhappy reviews, latest first
 * @param ops user id of whoever deals with them
 */
export async function dealWithAlerts(client: OpsClient, reviewIds: readonly string[], ops: string): Promise<void> {
  const deadline = new Deadline(120, 'The alerts of the demo history did not come up');
  const alerts = await raised(client, reviewIds, deadline);
  for (const [i, alert] of alerts.entries()) {
    if (alert.status === 'resolved') continue;
    for (const [number, { name, body }] of stepsFor(i, ops, alert).entries()) {
      const key = idOf('alert step', alert.alertId, number);
      await client.ask(name, { params: { id: alert.alertId }, body, key }, deadline);
    }
  }
  for (;;) {
    const open = (await alertsOf(client, deadline)).filter(({ status }) => status !== 'resolved').length;
    if (open <= OPEN_ALERTS) return;
    await deadline.pause(`${open} are not dealt with`);
  }
}

function stepsFor(i: number, ops: string, { raisedAt }: Alert): readonly Step[] {
  if (i === 0) return [note('Platinum since the shop was opened. Somebody please ring today.')];
  // Always the same time: said again, it is the same request.
  if (i === 1) return [acknowledge, snooze(new Date(Date.parse(raisedAt) + SNOOZED).toISOString())];
  if (i < OPEN_ALERTS) return [];
  return stories[(i - OPEN_ALERTS) % stories.length]?.(ops) ?? [];
}

/** The alerts of some reviews, in the order of the reviews, once all of them are raised. */
async function raised(client: OpsClient, reviewIds: readonly string[], deadline: Deadline): Promise<readonly Alert[]> {
  for (;;) {
    const alerts = new Map((await alertsOf(client, deadline)).map((alert) => [alert.reviewId, alert]));
    const found = reviewIds.flatMap((id) => alerts.get(id) ?? []);
    if (found.length === reviewIds.length) return found;
    await deadline.pause(`${found.length} of ${reviewIds.length} are raised`);
  }
}

/** All alerts; the demo history has few enough for one page. */
async function alertsOf(client: OpsClient, deadline: Deadline): Promise<readonly Alert[]> {
  return (await client.ask<Page<Alert>>('listAlerts', { query: { limit: '100' } }, deadline)).items;
}
