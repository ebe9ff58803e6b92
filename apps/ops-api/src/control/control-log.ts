import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Lifecycle } from '@shop/http';
import { positionOf, type RecordBatch } from '@shop/log-core';
import type { RunningReader } from '@shop/log-kafka';
import { Log, runFold } from '@shop/log-nest';
import { topics, type ControlEvent, type Position } from '@shop/topics';

/** How many events are kept of each reader. */
const KEPT = 100;
/** How long an answer waits for what it has appended, in milliseconds. */
const PATIENCE = 2_000;

/** A control event and where it is in the log. */
export interface ControlRecord {
  readonly event: ControlEvent;
  readonly position: Position;
}

/**
 * Gets every control event in the order of the log.
 * @param live whether it was appended while this process runs
 */
export type ControlSubscriber = (event: ControlEvent, position: Position, live: boolean) => void;

/**
 * What operators asked of readers and projections, and what came of it: `control_events`, folded in memory from the
 * beginning for everybody in this process who wants to know. No database needed.
 */
@Injectable()
export class ControlLog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly subscribers = new Set<ControlSubscriber>();
  private readonly records = new Map<string, ControlRecord[]>();
  private readonly waiting = new Set<() => void>();
  private next = 0;
  private reader: RunningReader | undefined;

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    this.reader = runFold(this.log, this.lifecycle, {
      name: 'ops-api.control-log',
      topics: [topics.control_events],
      fold: (batch) => this.fold(batch),
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.reader?.stop();
  }

  /**
   * Calls back with every event from now on. Who subscribes in its constructor, before anything is read, gets all there
   * are. @returns a function that ends it
   */
  subscribe(subscriber: ControlSubscriber): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  /** Whether everything that was in the log at the start is known. */
  get isCaughtUp(): boolean {
    return this.reader?.isCaughtUp ?? false;
  }

  /**
   * Waits until an event that was appended has been told to everybody here.
   * @returns false when it hasn't been within 2 s
   */
  async reached({ offset }: Position): Promise<boolean> {
    const deadline = AbortSignal.timeout(PATIENCE);
    while (this.next <= Number(offset) && !deadline.aborted)
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    return this.next > Number(offset);
  }

  /** What was asked of a reader and what came of it: the last 100 events, newest first. */
  audit(reader: string): readonly ControlRecord[] {
    return (this.records.get(reader) ?? []).toReversed();
  }

  private fold(batch: RecordBatch): void {
    const live = this.isCaughtUp;
    for (const record of batch.records) {
      // A batch that failed comes again: what was told is not told twice.
      if (record.offset < this.next || record.content.kind !== 'event') continue;
      const event = record.content.event as ControlEvent;
      const position = positionOf(record);
      this.records.set(
        event.data.reader,
        [...(this.records.get(event.data.reader) ?? []), { event, position }].slice(-KEPT),
      );
      for (const subscriber of this.subscribers) subscriber(event, position, live);
      this.next = record.offset + 1;
    }
    this.next = batch.next;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
