import type { AlertEvent } from '@shop/alert-domain';
import type { Alert, AlertDetail, AlertStatus } from '@shop/api';

/** One thing that happened to an alert. */
export type AlertStep = AlertDetail['events'][number];
/** What an operator can do to an alert. */
export type AlertAction = 'acknowledge' | 'assign' | 'snooze' | 'note' | 'resolve' | 'reopen';

/** A status as people read it. */
export const statusWords: Readonly<Record<AlertStatus, string>> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
};

/** A time of day, with seconds: `09:30:12`; with the day before it unless that is today. */
export function clock(time: string | number | Date, now = new Date()): string {
  const date = new Date(time);
  const day = date.toDateString() === now.toDateString() ? '' : `${date.toLocaleDateString('en-GB', DAY)}, `;
  return day + date.toLocaleTimeString('en-GB', TIME);
}
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };

/** What each type of event says, in words. A type that is forgotten here doesn't compile. */
const words: { readonly [T in AlertEvent['type']]: (event: AlertEvent & { type: T }, names: Names) => string } = {
  AlertRaised: () => 'Raised',
  AlertAcknowledged: () => 'Acknowledged',
  AlertAssigned: ({ data }, names) => `Assigned to ${names(data.to)}`,
  AlertSnoozed: ({ data }) => `Snoozed until ${clock(data.until)}`,
  AlertNoted: () => 'Noted',
  AlertResolved: () => 'Resolved',
  AlertReopened: () => 'Reopened',
};
type Names = (userId: string) => string;

/** A step as the event that it is; undefined for one that this page, older than the server, doesn't know. */
export function eventOf({ type, data, actor }: AlertStep): AlertEvent | undefined {
  // Steps have the data that their type says: they were validated before they reached the log.
  return Object.hasOwn(words, type) ? ({ type, data, actor } as AlertEvent) : undefined;
}

/** What happened, in words, without who did it. `names` tells the name of a user id where it is known. */
export function stepWords(step: AlertStep, names: Names): string {
  const event = eventOf(step);
  return event ? (words[event.type] as (event: AlertEvent, names: Names) => string)(event, names) : step.type;
}

/** What an operator wrote in this step, if anything: a note, or the reason of a resolution. */
export function writtenIn({ type, data }: AlertStep): string | undefined {
  const { text, reason, noteId } = (data ?? {}) as { text?: string; reason?: string; noteId?: string };
  const gone = noteId === undefined ? undefined : 'What was written here was forgotten with the customer.';
  return type === 'AlertNoted' ? (text ?? gone) : type === 'AlertResolved' ? (reason ?? gone) : undefined;
}

/** What makes sense to do to an alert in its state; the server has the last word. */
export function actionsFor({ status }: Pick<Alert, 'status'>): readonly AlertAction[] {
  if (status === 'resolved') return ['reopen', 'note'];
  const rest = ['assign', 'snooze', 'note', 'resolve'] as const;
  return status === 'open' ? ['acknowledge', ...rest] : rest;
}

/** A new alert in one sentence, as it is announced to screen readers. */
export function announcement({ productName, rating, customer }: Alert): string {
  return `New alert: ${customer.name} gave ${productName} ${rating} of 5.`;
}
