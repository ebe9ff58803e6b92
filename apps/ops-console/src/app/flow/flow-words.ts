import type { TopicInfo } from '@shop/api';

/** A rate as a badge shows it: `0.3/s`, `1,204/s`; `?` while it is unknown. */
export function rateWords(rate: number | null): string {
  if (rate === null) return '?';
  if (rate === 0) return '0/s';
  return `${rate >= 10 ? Math.round(rate).toLocaleString('en-GB') : Math.max(0.1, rate).toFixed(1)}/s`;
}

/** How much a topic holds: `1,204 records`, or `1,204 offsets` where not every offset is a record; `?` while unknown. */
export function sizeWords({ records, offsets }: Pick<TopicInfo, 'records' | 'offsets'>): string {
  const [count, unit] = records === null ? [offsets, 'offset'] : [records, 'record'];
  return count === null ? '?' : `${count.toLocaleString('en-GB')} ${unit}${count === 1 ? '' : 's'}`;
}

/** How far behind, as a badge shows it; `?` while it is unknown, which is not 0. */
export function lagWords(lag: number | null): string {
  return lag === null ? '?' : lag.toLocaleString('en-GB');
}
