import type { MovePreview, Trend } from '@shop/api';

const number = new Intl.NumberFormat('en-GB');

/** A count of records: `1 record`, `1,204 records`. */
export const recordsWords = (count: number): string => `${number.format(count)} ${count === 1 ? 'record' : 'records'}`;

/** How old the oldest unread record is: `2.5 s`, `45 s`, `12 min`, `3 h`, `4 days`; `?` while unknown, which is not 0. */
export function secondsWords(seconds: number | null): string {
  if (seconds === null) return '?';
  if (seconds === 0) return '0 s';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} h` : `${number.format(Math.round(hours / 24))} days`;
}

/** Where a lag has gone in the last half minute. */
export const trendWords: Readonly<Record<Trend, string>> = { falling: 'Falling', steady: 'Steady', rising: 'Rising' };

type PlannedMove = MovePreview['partitions'][number];

/** What a move comes to in one partition. Offsets are counted, some of which may hold no record: it is a limit. */
export function moveWords({ from, to, begin, end }: PlannedMove): string {
  const stands = to === begin ? 'the beginning' : to === end ? 'the end' : `offset ${number.format(to)}`;
  // Who has never told where it stands begins at the beginning.
  const at = from ?? begin;
  if (to === at) return end === begin ? 'Empty: nothing changes' : `Stays at ${stands}`;
  const distance = `up to ${recordsWords(Math.abs(to - at))}`;
  return to < at ? `Back to ${stands}: ${distance} again` : `On to ${stands}: ${distance} left out`;
}

/** What a move comes to in all, as a limit. */
export function planWords(partitions: readonly PlannedMove[]): string {
  const distances = partitions.map(({ from, to, begin }) => to - (from ?? begin));
  const back = distances.reduce((sum, distance) => sum + Math.max(0, -distance), 0);
  const forward = distances.reduce((sum, distance) => sum + Math.max(0, distance), 0);
  if (back === 0 && forward === 0) return 'Nothing would change: it stands there already.';
  const again = back > 0 ? `up to ${recordsWords(back)} will be taken again` : '';
  const out = forward > 0 ? `up to ${recordsWords(forward)} will never be taken` : '';
  const all = [again, out].filter(Boolean).join(', and ');
  return `U${all.slice(1)}.`;
}
