import type { Figures } from '@shop/api';

/** What is counted per day. */
export type Measure = 'revenue' | 'orders' | 'unitsSold' | 'unitsPutBack';
/** One of the last 30 days. */
export type Day = Figures['days'][number];

/** The measures in the order they are offered. */
export const measures: readonly { readonly id: Measure; readonly label: string }[] = [
  { id: 'revenue', label: 'Revenue' },
  { id: 'orders', label: 'Orders' },
  { id: 'unitsSold', label: 'Units sold' },
  { id: 'unitsPutBack', label: 'Units put back' },
];

/**
 * A day's value of a measure. Revenue is in major units of the currency that comes first: a chart has one axis, and
 * amounts of different currencies don't add up.
 */
export function valueOf(day: Day, measure: Measure): number {
  return measure === 'revenue' ? (day.revenue[0]?.amount ?? 0) / 100 : day[measure];
}

/** A day as people read it: `Fri 20 Nov`. Days are in UTC. */
export function dayWords(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}

/**
 * The points of a line in a box of 100 by 30, the highest value at the top, zero at the bottom.
 * @returns what `<polyline points>` takes
 */
export function linePoints(values: readonly number[]): string {
  const top = Math.max(...values, 1);
  const step = 100 / Math.max(values.length - 1, 1);
  return values.map((value, at) => `${(at * step).toFixed(1)},${(29 - (value / top) * 28).toFixed(1)}`).join(' ');
}
