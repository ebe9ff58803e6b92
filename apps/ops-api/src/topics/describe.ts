import type { ReaderInfo, TopicInfo, Trend } from '@shop/api';
import { keyOf, type TopicPartition } from '@shop/log-core';
import type { ReaderKind, Retention, Topic } from '@shop/topics';
import type { Unread } from './record-times.js';
import { hasMarkers } from './records-ahead.js';

/** How long a topic keeps its records, for a person. */
export function retentionText(retention: Retention): string {
  switch (retention.kind) {
    case 'forever':
      return 'for ever';
    case 'compacted':
      return 'compacted: the last record of each key';
    case 'days':
      return `${retention.days} days`;
  }
}

/** What is known of a topic. What is absent is unknown. */
export interface TopicFacts {
  readonly partitions: number;
  /** How many it has given out so far. They are its records only where none was a marker and none was removed. */
  readonly offsets?: number;
  /** Offsets a second. */
  readonly rate?: number;
  /** Its records, counted. */
  readonly counted: number | null;
}

/** Describes a topic. */
export function topicInfo(topic: Topic, { partitions, offsets, rate, counted }: TopicFacts): TopicInfo {
  const keepsAll = topic.retention.kind === 'forever';
  return {
    name: topic.name,
    description: topic.description,
    owner: topic.owner,
    key: topic.key,
    personal: topic.personal,
    retention: retentionText(topic.retention),
    partitions,
    writers: [...topic.writers],
    readers: [...topic.readers],
    records: !keepsAll || offsets === undefined ? null : hasMarkers(topic) ? counted : offsets,
    offsets: offsets ?? null,
    rate: rate === undefined ? null : Math.round(rate * 100) / 100,
    eventTypes: topic.content.kind === 'events' ? Object.keys(topic.content.events) : [],
  };
}

/** What is known of a reader. A partition without a committed offset is unknown, not 0. */
export interface ReaderFacts {
  readonly name: string;
  readonly kind: ReaderKind;
  readonly topics: readonly string[];
  readonly partitions: readonly TopicPartition[];
  readonly ends: ReadonlyMap<string, number>;
  readonly offsets: ReadonlyMap<string, number>;
  /** Members of its consumer group now. */
  readonly members: number;
  /** Whether an operator wants it to take nothing. */
  readonly paused: boolean;
  /** How many records of a partition lie from a position to its end. Default: each offset is one. */
  readonly ahead?: (partition: TopicPartition, position: number, end: number) => number;
}

/** Where a reader stands in a partition. */
export type Standing = Omit<ReaderInfo['partitions'][number], 'lagSeconds' | 'trend'>;

/** How old and which way: what a reader's lag is besides its number. */
export interface LagFacts {
  /** Now, in milliseconds since 1970. */
  readonly now: number;
  /** When the first record that isn't taken was appended, in milliseconds since 1970; undefined is unknown. */
  readonly appendedAt: (unread: Unread) => number | undefined;
  /** The trend of a lag, by whose it is. */
  readonly trend: (of: string, lag: number | null) => Trend | null;
}

/** Where a reader stands in each partition, and how much lies before it. */
export function standingsOf({ partitions, ends, offsets, ahead = distance }: ReaderFacts): Standing[] {
  return partitions.map(({ topic, partition }) => {
    const place = { topic, partition };
    const end = ends.get(keyOf(place)) ?? 0;
    // Nothing was ever written there, so there is nothing to be behind with.
    const position = offsets.get(keyOf(place)) ?? (end === 0 ? 0 : null);
    return { ...place, position, end, lag: position === null ? null : ahead(place, position, end) };
  });
}

/** The first record of each partition that a reader knows of and hasn't taken. */
export function unreadOf(standings: readonly Standing[]): Unread[] {
  return standings.flatMap(({ topic, partition, position, lag }) =>
    lag && position !== null ? [{ topic, partition, position }] : [],
  );
}

/** Describes a reader: where it stands, how much lies before it and since when. */
export function readerInfo(
  { name, kind, topics, members, paused }: ReaderFacts,
  standings: readonly Standing[],
  { now, appendedAt, trend }: LagFacts,
): ReaderInfo {
  const partitions = standings.map((standing) => ({
    ...standing,
    lagSeconds: secondsSince(now, standing, appendedAt),
    trend: trend(`${name} ${keyOf(standing)}`, standing.lag),
  }));
  const lag = allKnown(partitions.map((partition) => partition.lag))?.reduce((sum, each) => sum + each, 0) ?? null;
  const seconds = allKnown(partitions.map(({ lagSeconds }) => lagSeconds));
  return {
    name,
    app: name.slice(0, name.indexOf('.')),
    kind,
    topics: [...topics],
    state: paused ? 'paused' : members > 0 ? 'running' : 'away',
    lag,
    lagSeconds: seconds && Math.max(0, ...seconds),
    trend: trend(name, lag),
    partitions,
  };
}

/** Whoever has taken everything is 0 s behind; whose first unread record isn't known is behind for a time unknown. */
function secondsSince(now: number, standing: Standing, appendedAt: LagFacts['appendedAt']): number | null {
  const { position, lag } = standing;
  if (lag === 0) return 0;
  const at = position === null || lag === null ? undefined : appendedAt({ ...standing, position });
  return at === undefined ? null : Math.max(0, Math.round((now - at) / 100) / 10);
}

/** The values, or null when one of them isn't known. */
function allKnown(values: readonly (number | null)[]): number[] | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}

function distance(_partition: TopicPartition, position: number, end: number): number {
  return Math.max(0, end - position);
}
