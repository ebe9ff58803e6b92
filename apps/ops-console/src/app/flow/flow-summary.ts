import type { ReaderInfo, Trouble } from '@shop/api';
import { standsInMemory } from './flow-words.js';
import { shortTroubleWords, troubleWords } from './trouble-words.js';

/** How the flow is doing. `unknown` is a state of its own: what isn't known is never shown as fine. */
export type FlowTone = 'calm' | 'busy' | 'trouble' | 'unknown';

/** The state of all readers in one line. */
export interface FlowSummary {
  readonly tone: FlowTone;
  readonly words: string;
  /** The same for narrow screens: `1 away, 3 behind`. */
  readonly short: string;
  /** The readers the words are about, worst first. */
  readonly readers: readonly ReaderInfo[];
  /** Where to look. */
  readonly link: string;
}

const number = new Intl.NumberFormat('en-GB');
/** How many readers are named before "and n more". */
const NAMED = 3;

/** What the strip says of one reader that isn't caught up: `notifier.raiser is away, 2 behind`. */
export function readerWords({ name, kind, state, lag }: ReaderInfo): string {
  const behind =
    lag === null ? (kind === 'fold' ? '' : 'position unknown') : lag > 0 ? `${number.format(lag)} behind` : '';
  if (state === 'running') return lag === null ? `position of ${name} unknown` : `${name} is ${behind}`;
  const is = state === 'unknown' ? `state of ${name} unknown` : `${name} is ${state}`;
  return behind ? `${is}, ${behind}` : is;
}

/**
 * Sums up all that flows: what isn't understood and which connectors don't work before all else; then "all caught up", or
 * who is away, paused, unknown or behind.
 * @param readers undefined while nothing has been heard
 */
export function summarise(readers: readonly ReaderInfo[] | undefined, troubles: readonly Trouble[] = []): FlowSummary {
  const flow = summariseReaders(readers);
  if (troubles.length === 0) return flow;
  const others = flow.tone === 'trouble' ? [flow.words] : [];
  return {
    tone: 'trouble',
    words: [...troubleWords(troubles), ...others].join(' · '),
    short: shortTroubleWords(troubles),
    readers: flow.readers,
    link: troubles.some(({ kind }) => kind === 'records') ? '/dead-letters' : '/flow',
  };
}

function summariseReaders(readers: readonly ReaderInfo[] | undefined): FlowSummary {
  const link = '/flow';
  if (!readers?.length)
    return { tone: 'unknown', words: 'Nothing is known of the readers yet', short: 'Unknown', readers: [], link };
  const notable = readers
    .filter((reader) => !standsInMemory(reader) && (reader.state !== 'running' || reader.lag !== 0))
    .sort((a, b) => rank(a) - rank(b) || (b.lag ?? 0) - (a.lag ?? 0) || a.name.localeCompare(b.name));
  if (!notable.length)
    return {
      tone: 'calm',
      words: `All caught up: ${readers.length} readers`,
      short: 'All caught up',
      readers: [],
      link,
    };
  const named = notable.slice(0, NAMED).map(readerWords);
  if (notable.length > NAMED) named.push(`and ${notable.length - NAMED} more`);
  return { tone: toneOf(notable), words: named.join(' · '), short: shortOf(notable), readers: notable, link };
}

function toneOf(notable: readonly ReaderInfo[]): FlowTone {
  if (notable.some(({ state }) => state === 'away' || state === 'paused')) return 'trouble';
  return notable.some(({ state, lag }) => state === 'unknown' || lag === null) ? 'unknown' : 'busy';
}

/** Counts by what is the matter; the two worst kinds. */
function shortOf(notable: readonly ReaderInfo[]): string {
  const counts = new Map<string, number>();
  for (const { state, lag } of notable) {
    const kind = state === 'running' ? (lag === null ? 'unknown' : 'behind') : state;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .slice(0, 2)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

function rank({ state, lag }: ReaderInfo): number {
  return { away: 0, paused: 1, unknown: 2, running: lag === null ? 3 : 4 }[state];
}
