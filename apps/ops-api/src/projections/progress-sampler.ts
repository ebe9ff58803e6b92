import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type Logger } from '@shop/http';
import { keyOf } from '@shop/log-core';
import { Log } from '@shop/log-nest';
import { RecordsAhead } from '../topics/records-ahead.js';
import { addUp, noProgress, RateWindow, type PartitionProgress, type Progress } from './progress.js';

/** How often the broker is asked while something is being built, in milliseconds. */
const INTERVAL = 250;

interface Followed {
  readonly group: string;
  readonly topics: readonly string[];
  readonly window: RateWindow;
  progress: Progress;
}

/** Follows rebuilds by the offsets that their consumer groups commit. Asks nobody anything while nothing is built. */
@Injectable()
export class ProgressSampler implements OnModuleDestroy {
  private readonly followed = new Map<string, Followed>();
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly log: Log,
    private readonly recordsAhead: RecordsAhead,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Calls back after each sample. @returns a function that ends it */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How far a rebuild has come; unknown for one that isn't followed. */
  of(reader: string): Progress {
    return this.followed.get(reader)?.progress ?? noProgress;
  }

  /** Follows the rebuild of a reader's read model from now on. Called again for the same group, it goes on. */
  follow(reader: string, group: string, topics: readonly string[]): void {
    if (this.followed.get(reader)?.group === group) return;
    this.followed.set(reader, { group, topics, window: new RateWindow(), progress: noProgress });
    this.timer ??= setTimeout(() => void this.run(), 0);
  }

  /** Nothing of it is built any more. */
  forget(reader: string): void {
    this.followed.delete(reader);
  }

  private async run(): Promise<void> {
    await Promise.all(
      Array.from(this.followed.values(), async (followed) => {
        followed.progress = await this.measure(followed);
      }),
    );
    for (const listener of this.listeners) listener();
    this.timer = undefined;
    if (!this.stopped && this.followed.size > 0) this.timer = setTimeout(() => void this.run(), INTERVAL);
  }

  private async measure({ group, topics, window, progress }: Followed): Promise<Progress> {
    const { admin } = this.log;
    try {
      const places = await admin.partitionsOf(topics);
      const [offsets, bounds] = await Promise.all([admin.groupOffsets(group, places), admin.bounds(places)]);
      const partitions = places.map((place): PartitionProgress => {
        const { begin, end } = bounds.get(keyOf(place)) ?? { begin: 0, end: 0 };
        const position = offsets.get(keyOf(place));
        const left = this.recordsAhead.count(place, Math.max(begin, position ?? begin), end);
        return { begin, end, left, ...(position !== undefined && { position }) };
      });
      const next = window.next(performance.now(), addUp(partitions));
      // The group is forgotten when the rebuild ends, a moment before its outcome is told.
      return next.done === null ? { ...next, done: progress.done } : next;
    } catch (error) {
      this.logger.debug({ err: error, group }, 'The progress of a rebuild could not be measured.');
      return { ...progress, rate: null, secondsLeft: null };
    }
  }
}
