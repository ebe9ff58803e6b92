import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ConnectorTrouble, Trouble } from '@shop/api';
import { degraded, Lifecycle, Readiness, up } from '@shop/http';
import { deadLetterHeaders, type RecordBatch } from '@shop/log-core';
import type { RunningReader } from '@shop/log-kafka';
import { Log, runFold } from '@shop/log-nest';
import { topics } from '@shop/topics';
import { readOpsConfig } from '../config.js';
import { Sampler, type Sample } from '../topics/sampler.js';
import { askConnectors } from './connectors.js';
import { SourceWatch } from './source-watch.js';

const NAME = 'ops-api.troubles';
/** How many dead letters of a partition are looked at after a start: those that count are of the last minutes. */
const LAST = 500;
/** How often Connect is asked, in milliseconds. */
const INTERVAL = 1_000;
/** A connector that works again stays a trouble for so long: one that fails is started again and again. */
const RELAPSE = 10_000;

/** What is wrong now: sources that readers don't understand, connectors that don't work. */
@Injectable()
export class Troubles implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sources = new SourceWatch();
  private readonly connectors = new Map<string, ConnectorTrouble & { readonly seen: number }>();
  private readonly listeners = new Set<(troubles: Trouble[]) => void>();
  private reader: RunningReader | undefined;
  private timer: NodeJS.Timeout | undefined;
  private end: (() => void) | undefined;
  private stopped = false;
  private told = '[]';

  constructor(
    private readonly log: Log,
    private readonly lifecycle: Lifecycle,
    private readonly readiness: Readiness,
    private readonly sampler: Sampler,
  ) {}

  onApplicationBootstrap(): void {
    this.reader = runFold(this.log, this.lifecycle, {
      name: NAME,
      topics: [topics.dead_letters],
      last: LAST,
      fold: (batch) => this.fold(batch),
    });
    this.end = this.sampler.subscribe((sample) => this.sampled(sample));
    const { connectUrl } = readOpsConfig();
    if (connectUrl === '') return;
    this.readiness.register('connect', () => {
      const [first] = this.connectors.values();
      return first ? degraded(`${first.connector} is ${first.state}`) : up();
    });
    void this.watchConnectors(connectUrl);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.end?.();
    await this.reader?.stop();
  }

  /** All that is wrong now. */
  get all(): Trouble[] {
    const connectors = Array.from(this.connectors.values(), ({ seen: _, ...trouble }): Trouble => trouble);
    return [...connectors, ...this.sources.troubles(Date.now())];
  }

  /** Calls back with all of them when they have changed. @returns a function that ends it */
  subscribe(listener: (troubles: Trouble[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private fold(batch: RecordBatch): void {
    for (const { raw, timestamp } of batch.records) {
      const reader = raw.headers[deadLetterHeaders.reader] ?? '';
      this.sources.letter(reader, raw.headers[deadLetterHeaders.topic] ?? '', timestamp);
    }
    this.tell();
  }

  /** Time passes as well: what was quiet for long is no trouble any more. */
  private sampled({ readers }: Sample): void {
    this.sources.positions((name, topic) => {
      const own = readers.find((reader) => reader.name === name)?.partitions.filter((each) => each.topic === topic);
      if (!own?.length || own.some(({ position }) => position === null)) return undefined;
      return own.reduce((sum, { position }) => sum + (position ?? 0), 0);
    }, Date.now());
    this.tell();
  }

  private async watchConnectors(url: string): Promise<void> {
    const broken = await askConnectors(url);
    if (this.stopped) return;
    const now = Date.now();
    for (const state of broken) {
      const since = this.connectors.get(state.connector)?.since ?? new Date(now).toISOString();
      this.connectors.set(state.connector, { kind: 'connector', ...state, since, seen: now });
    }
    for (const [name, { seen }] of this.connectors) if (now - seen > RELAPSE) this.connectors.delete(name);
    this.tell();
    this.timer = setTimeout(() => void this.watchConnectors(url), INTERVAL);
  }

  private tell(): void {
    const { all } = this;
    const text = JSON.stringify(all);
    if (text === this.told) return;
    this.told = text;
    for (const listener of this.listeners) listener(all);
  }
}
