import type { ProjectionInfo, RebuildOutcome, RebuildProgress } from '@shop/api';

/** How a read model is doing, as its mark shows it. */
export type ProjectionTone = 'calm' | 'busy' | 'trouble' | 'unknown';

const number = new Intl.NumberFormat('en-GB');

/** A count: `1,204`. */
export const countWords = (count: number): string => number.format(count);

/** A count of things: `1 table`, `3 tables`. */
export const plural = (count: number, one: string): string => `${number.format(count)} ${one}${count === 1 ? '' : 's'}`;

/** The state in a word or two, and its tone. A service that is away is told before what it is asked to do. */
export function stateOf({ state, readerState, building }: ProjectionInfo): { words: string; tone: ProjectionTone } {
  const away = readerState === 'away';
  switch (state) {
    case 'requested':
      return away ? { words: 'Waits for its service', tone: 'trouble' } : { words: 'Asked', tone: 'busy' };
    case 'building':
      return away
        ? { words: 'Stopped: away', tone: 'trouble' }
        : { words: building?.purpose === 'verify' ? 'Being verified' : 'Being built', tone: 'busy' };
    case 'comparing':
      return away ? { words: 'Stopped: away', tone: 'trouble' } : { words: 'Being compared', tone: 'busy' };
    case 'cancelling':
      return { words: 'Being dropped', tone: away ? 'trouble' : 'busy' };
    case 'serving':
      if (readerState === 'running') return { words: 'Up to date', tone: 'calm' };
      if (readerState === 'unknown') return { words: 'Unknown', tone: 'unknown' };
      return { words: away ? 'Away' : 'Paused', tone: 'trouble' };
  }
}

/** What goes on, in a sentence; undefined while nothing does. */
export function underWayWords({ state, app, readerState, building }: ProjectionInfo): string | undefined {
  const away = readerState === 'away';
  switch (state) {
    case 'serving':
      return undefined;
    case 'requested':
      return away
        ? `${app} is away. The request is in the log: it begins when ${app} is back.`
        : `Asked. ${app} begins in a moment.`;
    case 'cancelling':
      return away ? `${app} is away. It drops what it has built when it is back.` : 'What was built so far is dropped.';
    default:
      if (away) return `${app} is away. It goes on when it is back, and loses nothing.`;
      if (readerState === 'paused')
        return 'Its reader is paused: the new one waits where that stands until it goes on.';
      if (building?.purpose === 'verify')
        return state === 'comparing'
          ? 'What the log says has been built anew, and is compared with what answers.'
          : 'What the log says is built anew beside what answers, to be compared with it and dropped.';
      return state === 'comparing'
        ? 'The new one has read the whole log, and is compared with the one that answers.'
        : `Generation ${building?.to.number} reads the log; generation ${building?.from.number} goes on answering.`;
  }
}

/** How far it has come: `1,204 of 9,310 offsets`, as far as is known. */
export function doneWords({ done, total }: RebuildProgress): string {
  if (total === null) return 'Not measured yet';
  if (done === null) return `Nothing of ${plural(total, 'offset')} yet`;
  return `${number.format(Math.min(done, total))} of ${plural(total, 'offset')}`;
}

/** How fast: `2,310 a second`; nothing while it is unknown. */
export const rateWords = ({ rate }: RebuildProgress): string =>
  rate === null ? '' : `${number.format(rate)} a second`;

/** How long yet: `about 4 s left`, `about 3 min left`; nothing while it is unknown. */
export function leftWords({ secondsLeft }: RebuildProgress): string {
  if (secondsLeft === null) return '';
  if (secondsLeft === 0) return 'nothing left';
  return `about ${secondsLeft < 90 ? `${secondsLeft} s` : `${number.format(Math.round(secondsLeft / 60))} min`} left`;
}

/** How much of it is done, 0 to 100; undefined while it is unknown. */
export function percentOf({ done, total }: RebuildProgress): number | undefined {
  if (done === null || total === null) return undefined;
  return total === 0 ? 100 : Math.min(100, (done / total) * 100);
}

/** How long something took: `820 ms`, `5.1 s`, `3 min 20 s`. */
export function tookWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How the last rebuild ended, in a word or two: `Built anew, equal`. */
export function resultWords({ result, tables }: RebuildOutcome): string {
  if (result === 'cancelled') return 'Cancelled';
  if (result === 'failed') return 'Failed';
  if (result === 'verified') return differs(tables) ? 'Differs from the log' : 'Equal to the log';
  if (differs(tables)) return 'Built anew, the log won';
  return isEqual(tables) ? 'Built anew, equal' : 'Built anew';
}

/** The same in a sentence. */
export function outcomeWords(outcome: RebuildOutcome): string {
  const { result, purpose, tables, from, to, took } = outcome;
  if (result === 'cancelled') return 'It was cancelled: what was built so far is gone, and what answered goes on.';
  if (result === 'failed')
    return purpose === 'verify'
      ? 'The comparison was not finished. What answers was not touched.'
      : 'It was not finished. What answered before goes on answering: nothing is lost.';
  const time = took === undefined ? '' : ` in ${tookWords(took)}`;
  const rows = `${plural(rowsOf(outcome), 'row')} in ${plural(tables.length, 'table')}`;
  const wrong = tables.filter(({ equal }) => equal === false);
  const names = wrong.map(({ table }) => table).join(', ');
  if (result === 'verified')
    return wrong.length
      ? `Compared with the log${time}: ${names} ${wrong.length === 1 ? 'is' : 'are'} not what the log says. Nothing was changed.`
      : `Compared with the log${time}, and equal: ${rows}.`;
  if (wrong.length)
    return `Built from the log${time}, which won: ${names} was not what the log says. Now it is: ${rows}.`;
  if (isEqual(tables)) return `Built from the log${time}, and equal to what was dropped: ${rows}.`;
  return `Built from the log${time} by version ${to?.version}: ${rows}. Version ${from?.version} need not be equal.`;
}

/** Rows of all tables. */
export const rowsOf = ({ tables }: RebuildOutcome): number => tables.reduce((sum, { rows }) => sum + rows, 0);

/** Whether an operator may now say that the log is right: a comparison has found tables that are not equal to it. */
export function mayLogWin({ state, last }: ProjectionInfo): boolean {
  return state === 'serving' && last !== undefined && last.result !== 'rebuilt' && differs(last.tables);
}

/** The rows that differ, in a sentence: `2 rows: ["b1"] changed, ["b2"] missing`. */
export function differingWords({ rows, keys }: NonNullable<RebuildOutcome['tables'][number]['differing']>): string {
  const more = rows - keys.length;
  const named = keys.map(({ key, how }) => `${key} ${how}`).join(', ');
  return `${plural(rows, 'row')}: ${named}${more > 0 ? `, and ${number.format(more)} more` : ''}`;
}

const differs = (tables: RebuildOutcome['tables']) => tables.some(({ equal }) => equal === false);

const isEqual = (tables: RebuildOutcome['tables']) => tables.length > 0 && tables.every(({ equal }) => equal === true);
