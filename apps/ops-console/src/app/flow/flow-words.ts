import type { ReaderInfo, TopicInfo } from '@shop/api';

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

/**
 * Whether it isn't known where a reader stands because it keeps that in the memory of its process: it runs, and whether it
 * has caught up is told by the health of its process. That is nothing to look after here.
 */
export function standsInMemory({ kind, state, lag }: ReaderInfo): boolean {
  return kind === 'fold' && state === 'running' && lag === null;
}

/** Where a reader stands, as a list shows it: `caught up`, `3 behind`, `away, position unknown`, `in memory`. */
export function standingWords(reader: ReaderInfo | undefined): string {
  if (reader && standsInMemory(reader)) return 'in memory';
  const { kind, state, lag } = reader ?? { kind: undefined, state: 'unknown', lag: null };
  if (state === 'running' && lag === 0) return 'caught up';
  const behind = lag === null ? (kind === 'fold' ? '' : 'position unknown') : `${lagWords(lag)} behind`;
  return [state === 'running' ? '' : state, behind].filter(Boolean).join(', ');
}
