import { keyOf, type TopicPartition } from '@shop/log-core';
import type { KafkaClient } from './client.js';
import { recordTimes, type PositionToLookAt } from './record-times.js';
import { TopicLayout } from './topic-layout.js';

/** What a consumer group is doing, by Kafka's words, and how many members it has. */
export interface GroupState {
  readonly state: 'Unknown' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead' | 'Empty';
  readonly members: number;
}

/** The first offset that is kept of a partition, and the one that the next record will get. */
export interface Bounds {
  readonly begin: number;
  readonly end: number;
}

/**
 * What there is to know of the log and who reads it. Every method throws `Retriable` while the brokers can't be asked.
 */
export class LogAdmin {
  readonly #layout: TopicLayout;

  constructor(private readonly client: KafkaClient) {
    this.#layout = new TopicLayout(client);
  }

  /** The id of the cluster: a checkpoint of another cluster means nothing here. */
  async clusterId(): Promise<string> {
    const { clusterId } = await this.client.ask((admin) => admin.describeCluster());
    return clusterId;
  }

  /** Every partition of some topics. */
  partitionsOf(topics: readonly string[]): Promise<TopicPartition[]> {
    return this.#layout.all(topics);
  }

  /** Where partitions begin and end, by `keyOf`. */
  async bounds(partitions: readonly TopicPartition[]): Promise<Map<string, Bounds>> {
    const wanted = new Set(partitions.map(keyOf));
    const topics = [...new Set(partitions.map(({ topic }) => topic))];
    const found = await Promise.all(
      topics.map(async (topic) => {
        const offsets = await this.client.ask((admin) => admin.fetchTopicOffsets(this.client.physical(topic)));
        return offsets.map(({ partition, low, high }) => ({ topic, partition, begin: Number(low), end: Number(high) }));
      }),
    );
    return new Map(
      found
        .flat()
        .filter((place) => wanted.has(keyOf(place)))
        .map(({ begin, end, ...place }) => [keyOf(place), { begin, end }]),
    );
  }

  /** The offset that the next record of each partition will get, by `keyOf`. */
  async endOffsets(partitions: readonly TopicPartition[]): Promise<Map<string, number>> {
    return new Map(Array.from(await this.bounds(partitions), ([place, { end }]) => [place, end]));
  }

  /** The first offset that is kept of each partition, by `keyOf`. */
  async beginOffsets(partitions: readonly TopicPartition[]): Promise<Map<string, number>> {
    return new Map(Array.from(await this.bounds(partitions), ([place, { begin }]) => [place, begin]));
  }

  /** The first record since a time (milliseconds since 1970), or the end where there is none, by `keyOf`. */
  async offsetsSince(partitions: readonly TopicPartition[], time: number): Promise<Map<string, number>> {
    const wanted = new Set(partitions.map(keyOf));
    const topics = [...new Set(partitions.map(({ topic }) => topic))];
    const found = await Promise.all(
      topics.map(async (topic) => {
        const offsets = await this.client.ask((admin) =>
          admin.fetchTopicOffsetsByTimestamp(this.client.physical(topic), time),
        );
        return offsets.map(({ partition, offset }) => [keyOf({ topic, partition }), Number(offset)] as const);
      }),
    );
    return new Map(found.flat().filter(([place]) => wanted.has(place)));
  }

  /**
   * When the first record at or after each position was appended, in milliseconds since 1970; undefined where there is
   * none.
   */
  recordTimes(positions: readonly PositionToLookAt[]): Promise<(number | undefined)[]> {
    return recordTimes(this.client, positions);
  }

  /** Where a group stands, by `keyOf`. A partition without a committed offset is missing: unknown is not 0. */
  async groupOffsets(group: string, partitions: readonly TopicPartition[]): Promise<Map<string, number>> {
    const topics = [...new Set(partitions.map(({ topic }) => this.client.physical(topic)))];
    const answer = await this.client.ask((admin) =>
      admin.fetchOffsets({ groupId: this.client.physical(group), topics }),
    );
    const wanted = new Set(partitions.map(keyOf));
    const offsets = answer.flatMap(({ topic, partitions: found }) =>
      found.map(({ partition, offset }) => ({ topic: this.client.logical(topic), partition, offset: Number(offset) })),
    );
    return new Map(
      offsets
        .filter((place) => place.offset >= 0 && wanted.has(keyOf(place)))
        .map(({ offset, ...place }) => [keyOf(place), offset]),
    );
  }

  /** What a group is doing. A group that nobody ever joined is `Dead`. */
  async groupState(group: string): Promise<GroupState> {
    const { groups } = await this.client.ask((admin) => admin.describeGroups([this.client.physical(group)]));
    return { state: groups[0]?.state ?? 'Unknown', members: groups[0]?.members.length ?? 0 };
  }

  /** The groups with members in which processes run a reader each for itself (`group: 'own'`). */
  async ownGroupsOf(readers: readonly string[]): Promise<Map<string, string[]>> {
    const listed = await this.client.ask((admin) => admin.listGroups());
    const own = listed.groups
      .map(({ groupId }) => this.client.logical(groupId))
      .filter((group) => readers.some((reader) => isOwnGroup(group, reader)));
    const found = new Map<string, string[]>(readers.map((reader) => [reader, []]));
    if (own.length === 0) return found;
    const physical = own.map((group) => this.client.physical(group));
    const { groups } = await this.client.ask((admin) => admin.describeGroups(physical));
    for (const { groupId, members } of groups) {
      const group = this.client.logical(groupId);
      const reader = readers.find((each) => isOwnGroup(group, each));
      if (reader && members.length > 0) found.get(reader)?.push(group);
    }
    return found;
  }
}

/** A group of one process is named by the reader and a UUID. */
function isOwnGroup(group: string, reader: string): boolean {
  return group.startsWith(`${reader}.`) && /^[0-9a-f-]{36}$/.test(group.slice(reader.length + 1));
}
