import type { TickerEntry } from '@shop/api';

/** How many entries the ticker keeps. */
const LENGTH = 60;

const place = ({ position }: TickerEntry) => `${position.topic}/${position.partition}/${position.offset}`;

/**
 * The ticker with more entries: each place in the log once, newest first by the time of the event.
 * @param known what the ticker holds
 * @param more what has come, in any order; the last message is sent again on every connection
 */
export function mergeTicker(known: readonly TickerEntry[], more: readonly TickerEntry[]): readonly TickerEntry[] {
  const all = new Map(known.map((entry) => [place(entry), entry]));
  for (const entry of more) all.set(place(entry), entry);
  return [...all.values()]
    .sort((a, b) => b.time.localeCompare(a.time) || place(b).localeCompare(place(a)))
    .slice(0, LENGTH);
}
