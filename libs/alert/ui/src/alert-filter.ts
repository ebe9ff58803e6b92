import type { Alert, AlertStatus } from '@shop/api';

/** Which alerts to show: of one status or all, and those that hold the words. */
export interface AlertFilter {
  readonly status: AlertStatus | 'all';
  readonly words: string;
}

/**
 * Whether an alert is to be shown. Every word must occur in the product, the text or the customer.
 * @param foundByServer whether the server's own search brought it up for the same words
 */
export function matches(alert: Alert, { status, words }: AlertFilter, foundByServer = false): boolean {
  if (status !== 'all' && alert.status !== status) return false;
  if (foundByServer) return true;
  const { customer } = alert;
  const text = [alert.productName, alert.sku, alert.text, customer.name, customer.email, customer.userId, alert.alertId]
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Whether it is to be left alone at this time. */
export function isSnoozed({ status, snoozedUntil }: Alert, now: number): boolean {
  return status !== 'resolved' && snoozedUntil !== undefined && Date.parse(snoozedUntil) > now;
}
