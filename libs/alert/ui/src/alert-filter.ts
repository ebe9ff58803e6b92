import { standingAt } from '@shop/alert-domain';
import type { Alert, AlertStandingFilter } from '@shop/api';

/** Which alerts to show: those that stand in one way or all, and those that hold the words. */
export interface AlertFilter {
  readonly status: AlertStandingFilter | 'all';
  readonly words: string;
}

/**
 * Whether an alert is to be shown. Every word must occur in the product, the text or the customer.
 * @param now milliseconds since the epoch: how an alert stands depends on it
 * @param foundByServer whether the server's own search brought it up for the same words
 */
export function matches(alert: Alert, { status, words }: AlertFilter, now: number, foundByServer = false): boolean {
  if (status === 'unresolved' ? alert.status === 'resolved' : status !== 'all' && standingAt(alert, now) !== status)
    return false;
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
