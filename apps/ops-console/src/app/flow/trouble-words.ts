import type { ConnectorTrouble, RecordsTrouble, Trouble } from '@shop/api';

const number = new Intl.NumberFormat('en-GB');
/** The time of day; with the day where that was another one. */
const timeWords = (time: string, now: Date): string => {
  const date = new Date(time);
  const clock = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return date.toDateString() === now.toDateString() ? clock : `${date.toLocaleDateString('en-GB')} ${clock}`;
};

/**
 * Each trouble in a sentence: what, who is concerned, how many, since when, where to look. Readers that don't understand the
 * same topic are told together.
 */
export function troubleWords(troubles: readonly Trouble[], now = new Date()): string[] {
  const connectors = troubles.filter((trouble) => trouble.kind === 'connector');
  const records = troubles.filter((trouble) => trouble.kind === 'records');
  const topics = [...new Set(records.map(({ topic }) => topic))];
  return [
    ...connectors.map((trouble) => connectorWords(trouble, now)),
    ...topics.map((topic) =>
      recordsWords(
        topic,
        records.filter((trouble) => trouble.topic === topic),
        now,
      ),
    ),
  ];
}

/** The same for narrow screens: `1 connector down, products not understood`. */
export function shortTroubleWords(troubles: readonly Trouble[]): string {
  const connectors = troubles.filter(({ kind }) => kind === 'connector').length;
  const topics = new Set(troubles.flatMap((trouble) => (trouble.kind === 'records' ? [trouble.topic] : [])));
  return [
    ...(connectors > 0 ? [`${connectors} ${connectors === 1 ? 'connector' : 'connectors'} down`] : []),
    ...(topics.size > 0 ? [`${[...topics].join(', ')} not understood`] : []),
  ].join(', ');
}

function recordsWords(topic: string, troubles: readonly RecordsTrouble[], now: Date): string {
  const [first, ...others] = troubles.toSorted((a, b) => b.count - a.count);
  const who = `${first?.reader}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const count = troubles.reduce((sum, trouble) => sum + trouble.count, 0);
  const since = troubles.map((trouble) => trouble.since).toSorted()[0] ?? '';
  const letters = `${number.format(count)} dead ${count === 1 ? 'letter' : 'letters'}`;
  return `${topic} is not understood by ${who}: ${letters} since ${timeWords(since, now)}`;
}

function connectorWords({ connector, state, reason, since }: ConnectorTrouble, now: Date): string {
  const is =
    { FAILED: 'has failed', AWAY: 'is away', ABSENT: 'has no connector' }[state] ?? `is ${state.toLowerCase()}`;
  const why = reason && state === 'FAILED' ? ` (${reason})` : '';
  return `${connector === 'Kafka Connect' ? connector : `Connector ${connector}`} ${is}${why} since ${timeWords(since, now)}: changes of users and products do not arrive`;
}
