import type { ProjectionInfo, RebuildOutcome, RebuildProgress } from '@shop/api';

const number = new Intl.NumberFormat('en-GB');
const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

/** All read models as a table: name, state, generation, rows at the last rebuild, and how that ended. */
export function formatList(projections: readonly ProjectionInfo[]): string {
  return columns([
    ['NAME', 'STATE', 'GENERATION', 'VERSION', 'ROWS', 'LAST REBUILD OR VERIFICATION'],
    ...projections.map(({ name, state, readerState, generation, last }) => [
      name,
      readerState === 'running' ? state : `${state}, ${readerState}`,
      generation ? String(generation.number) : '-',
      generation ? String(generation.version) : '-',
      last?.result === 'rebuilt' || last?.result === 'verified'
        ? number.format(last.tables.reduce((sum, { rows }) => sum + rows, 0))
        : '-',
      last ? `${resultOf(last)} ${last.at.slice(0, 19).replace('T', ' ')}` : '-',
    ]),
  ]);
}

/** `verified, equal`, `verified, DIFFERS`, or how else it ended. */
function resultOf({ result, tables }: RebuildOutcome): string {
  if (result !== 'verified') return result;
  return tables.some(({ equal }) => equal === false) ? 'verified, DIFFERS' : 'verified, equal';
}

/** What is under way, in one line: `building  4,120 of 9,310 offsets  2,310/s  about 3 s left`. */
export function formatProgress({ state, app, readerState, building }: ProjectionInfo): string {
  const waits =
    readerState === 'away'
      ? [`${app} is away: it goes on when it is back`]
      : readerState === 'paused'
        ? ['its reader is paused: it waits until that goes on']
        : [];
  return [state, ...(building ? progressWords(building) : []), ...waits].join('  ');
}

function progressWords({ done, total, rate, secondsLeft }: RebuildProgress): string[] {
  if (done === null || total === null) return [];
  return [
    `${number.format(Math.min(done, total))} of ${number.format(total)} offsets`,
    ...(rate === null ? [] : [`${number.format(rate)}/s`]),
    ...(!secondsLeft ? [] : [`about ${number.format(secondsLeft)} s left`]),
  ];
}

/** How a rebuild or verification ended: in a sentence, every table before and after, and rows that differ. */
export function formatOutcome(outcome: RebuildOutcome): string {
  const { positions, tables } = outcome;
  const at = positions.map(({ topic, partition, offset }) => `${topic}/${partition}@${offset}`).join(', ');
  return [
    sentence(outcome),
    ...(tables.length > 0 ? ['', comparison(tables)] : []),
    ...differences(tables),
    ...(at ? ['', `Compared at ${at}.`] : []),
  ].join('\n');
}

function differences(tables: RebuildOutcome['tables']): string[] {
  return tables.flatMap(({ table, differing }) => {
    if (!differing) return [];
    const named = differing.keys.map(({ key, how }) => `  ${how.padEnd(7)}  ${key}`);
    const more = differing.rows - named.length;
    return [
      '',
      `${table}: ${number.format(differing.rows)} ${differing.rows === 1 ? 'row differs' : 'rows differ'}`,
      ...named,
      ...(more > 0 ? [`  and ${number.format(more)} more`] : []),
    ];
  });
}

function sentence({ result, purpose, tables, to, took, failure }: RebuildOutcome): string {
  const time = took === undefined ? '' : ` in ${seconds(took)}`;
  if (result === 'verified')
    return tables.some(({ equal }) => equal === false)
      ? `Verified${time}: it DIFFERS from the log. Nothing was changed. To let the log win: rebuild --log-wins.`
      : `Verified${time}: equal to the log.`;
  if (result === 'cancelled') return 'Cancelled. What answered before goes on.';
  if (result === 'failed') return `Failed: ${failure?.reason} (${failure?.code}) What answered before goes on.`;
  const generation = to && `: generation ${to.number}, version ${to.version}, answers from now on`;
  const won = purpose === 'logWins' && tables.some(({ equal }) => equal === false) ? ' The log won.' : '';
  return `Built anew${time}${generation ?? ''}.${won}`;
}

function comparison(tables: RebuildOutcome['tables']): string {
  return columns([
    ['TABLE', 'ROWS BEFORE', 'ROWS NOW', 'CHECKSUM BEFORE', 'CHECKSUM NOW', 'EQUAL'],
    ...tables.map(({ table, rows, checksum, before, equal }) => [
      table,
      before ? number.format(before.rows) : '-',
      number.format(rows),
      before?.checksum ?? '-',
      checksum,
      equal === null ? 'not compared' : equal ? 'yes' : 'NO',
    ]),
  ]);
}

/** Lines of cells, one below the other. */
function columns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
