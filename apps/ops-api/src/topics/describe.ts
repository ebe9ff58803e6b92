import type { ReaderInfo } from '@shop/api';
import { keyOf, type TopicPartition } from '@shop/log-core';
import type { Retention } from '@shop/topics';

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

/** What is known of a reader. A partition without a committed offset is unknown, not 0. */
export interface ReaderFacts {
  readonly name: string;
  readonly topics: readonly string[];
  readonly partitions: readonly TopicPartition[];
  readonly ends: ReadonlyMap<string, number>;
  readonly offsets: ReadonlyMap<string, number>;
  /** Members of its consumer group now. */
  readonly members: number;
  readonly paused: boolean;
  /** How many records of a partition lie from a position to its end. Default: each offset is one. */
  readonly ahead?: (partition: TopicPartition, position: number, end: number) => number;
}

/** Describes a reader: where it stands, and how much lies before it. */
export function readerInfo(facts: ReaderFacts): ReaderInfo {
  const { name, topics, partitions, ends, offsets, members, paused, ahead = distance } = facts;
  const described = partitions.map((partition) => {
    const end = ends.get(keyOf(partition)) ?? 0;
    // Nothing was ever written there, so there is nothing to be behind with.
    const position = offsets.get(keyOf(partition)) ?? (end === 0 ? 0 : null);
    return { ...partition, position, end, lag: position === null ? null : ahead(partition, position, end) };
  });
  const lags = described.map(({ lag }) => lag);
  return {
    name,
    app: name.slice(0, name.indexOf('.')),
    topics: [...topics],
    state: paused ? 'paused' : members > 0 ? 'running' : 'away',
    lag: lags.includes(null) ? null : lags.reduce<number>((total, lag) => total + (lag ?? 0), 0),
    partitions: described,
  };
}

function distance(_partition: TopicPartition, position: number, end: number): number {
  return Math.max(0, end - position);
}
