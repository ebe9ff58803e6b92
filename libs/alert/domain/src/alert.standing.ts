import type { AlertState } from './alert.state.js';

/**
 * How an alert stands at a moment. `snoozed`: not resolved, and to be left alone until a time that lies ahead. It returns
 * to `open` or `acknowledged` when that time has come; no event says so. `open`: it waits for somebody. Each alert stands
 * in exactly one way, so that lists and numbers add up. Everything that isn't `resolved` is *not resolved*.
 */
export type AlertStanding = 'open' | 'acknowledged' | 'snoozed' | 'resolved';

/**
 * How an alert stands. The read model says the same in SQL.
 * @param now milliseconds since the epoch
 */
export function standingAt(
  { status, snoozedUntil }: { status: Exclude<AlertState['status'], 'absent'>; snoozedUntil?: string },
  now: number,
): AlertStanding {
  if (status === 'resolved') return 'resolved';
  return snoozedUntil !== undefined && Date.parse(snoozedUntil) > now ? 'snoozed' : status;
}
