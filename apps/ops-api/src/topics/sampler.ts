import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ReaderInfo, TopicInfo } from '@shop/api';
import { LOGGER, type Logger } from '@shop/http';
import { keyOf, type TopicPartition } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { readers, readersOf, readersOfKind, topics, type Topic } from '@shop/topics';
import { PausedReaders } from '../control/paused-readers.js';
import { Ticker } from '../live/ticker.js';
import { readerInfo, standingsOf, topicInfo, unreadOf, type ReaderFacts } from './describe.js';
import { RecordTimes } from './record-times.js';
import { RecordsAhead } from './records-ahead.js';
import { Trends } from './trends.js';

/** How often the broker is asked, in milliseconds. One sample serves every console and request. */
const INTERVAL = 1_000;

/** What the broker said last, and the rates since the time before. */
export interface Sample {
  readonly topics: readonly TopicInfo[];
  readonly readers: readonly ReaderInfo[];
}

/** Samples end offsets and the positions of all readers, and tells who listens. */
@Injectable()
export class Sampler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly trends = new Trends();
  private readonly listeners = new Set<(sample: Sample) => void>();
  private before: { readonly at: number; readonly ends: ReadonlyMap<string, number> } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private trouble = false;
  /** The last sample; nothing is known before the first. */
  last: Sample = {
    topics: (Object.values(topics) as Topic[]).map((topic) => topicInfo(topic, { partitions: 0, counted: null })),
    readers: [],
  };

  constructor(
    private readonly log: Log,
    private readonly paused: PausedReaders,
    private readonly ticker: Ticker,
    private readonly recordsAhead: RecordsAhead,
    private readonly times: RecordTimes,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.run();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Calls back with each new sample. @returns a function that ends it */
  subscribe(listener: (sample: Sample) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async run(): Promise<void> {
    try {
      this.last = await this.sample();
      this.trouble = false;
      for (const listener of this.listeners) listener(this.last);
    } catch (error) {
      // Said once per outage: a broker that is away is away every second.
      if (!this.trouble) this.logger.warn({ err: error }, 'The broker could not be sampled.');
      this.trouble = true;
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.run(), INTERVAL);
  }

  private async sample(): Promise<Sample> {
    const { admin } = this.log;
    const partitions = await admin.partitionsOf(Object.keys(topics));
    const ends = await admin.endOffsets(partitions);
    const at = Date.now();
    const before = this.before;
    this.before = { at, ends };

    const infos = (Object.values(topics) as Topic[]).map((topic) => {
      const own = partitions.filter((partition) => partition.topic === topic.name);
      const seconds = before && (at - before.at) / 1_000;
      return topicInfo(topic, {
        partitions: own.length,
        offsets: sum(own, ends),
        counted: this.recordsAhead.total(own, ends),
        ...(before && seconds && { rate: (sum(own, ends) - sum(own, before.ends)) / seconds }),
      });
    });
    this.times.note(at, ends);
    return { topics: infos, readers: await this.readers(at, partitions, ends) };
  }

  private async readers(
    now: number,
    partitions: readonly TopicPartition[],
    ends: ReadonlyMap<string, number>,
  ): Promise<ReaderInfo[]> {
    const folds = await this.log.admin.ownGroupsOf(readersOfKind('fold'));
    const known = await Promise.all(
      [...readersOf()].map(async ([name, names]) => {
        const own = partitions.filter(({ topic }) => names.includes(topic));
        const kind = readers[name as keyof typeof readers];
        const { offsets, members } = this.inMemory(name) ?? (await this.inGroups(folds.get(name) ?? [name], own));
        const facts: ReaderFacts = {
          name,
          kind,
          topics: names,
          partitions: own,
          ends,
          offsets,
          members,
          // What is in memory only is never paused, whatever was asked before that was refused.
          paused: kind !== 'fold' && this.paused.has(name),
          ahead: (partition, position, end) => this.recordsAhead.count(partition, position, end),
        };
        return { facts, standings: standingsOf(facts) };
      }),
    );
    const appendedAt = await this.times.of(known.flatMap(({ standings }) => unreadOf(standings)));
    const trend = (of: string, lag: number | null) => this.trends.next(of, performance.now(), lag);
    return known.map(({ facts, standings }) => readerInfo(facts, standings, { now, appendedAt, trend }));
  }

  /** A reader that commits offsets: its group knows, or its groups; then the one that is furthest behind counts. */
  private async inGroups(groups: readonly string[], partitions: readonly TopicPartition[]) {
    const { admin } = this.log;
    const offsets = new Map<string, number>();
    let members = 0;
    for (const group of groups) {
      const [committed, state] = await Promise.all([admin.groupOffsets(group, partitions), admin.groupState(group)]);
      members += state.members;
      for (const [place, offset] of committed)
        offsets.set(place, Math.min(offset, offsets.get(place) ?? Number.POSITIVE_INFINITY));
    }
    return { offsets, members };
  }

  /** A reader of this process that folds in memory and commits nothing. */
  private inMemory(name: string) {
    const status = this.ticker.status();
    if (status?.name !== name) return undefined;
    const offsets = new Map(status.partitions.map((partition) => [keyOf(partition), partition.next]));
    return { offsets, members: status.state === 'running' ? 1 : 0 };
  }
}

function sum(partitions: readonly TopicPartition[], offsets: ReadonlyMap<string, number>): number {
  return partitions.reduce((total, partition) => total + (offsets.get(keyOf(partition)) ?? 0), 0);
}
