import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ProjectionInfo, ProjectionState } from '@shop/api';
import { notFound, unavailable } from '@shop/http';
import { readersOf, readersOfKind, type ControlEvent, type Position } from '@shop/topics';
import { ControlLog } from '../control/control-log.js';
import { Sampler } from '../topics/sampler.js';
import { ProgressSampler } from './progress-sampler.js';
import type { Progress } from './progress.js';
import { afterControl, noRebuilds, type Rebuilds } from './rebuilds.js';

/** Every read model of the shop, which generation answers and what is being built: told by the log, asked of nobody. */
@Injectable()
export class Projections implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rebuilds = new Map(readersOfKind('projection').map((name) => [name, noRebuilds]));
  private readonly listeners = new Set<(projections: ProjectionInfo[]) => void>();
  private readonly ends: (() => void)[] = [];
  private told = '';

  constructor(
    private readonly control: ControlLog,
    private readonly sampler: Sampler,
    private readonly progress: ProgressSampler,
  ) {
    this.ends.push(control.subscribe((event, position) => this.fold(event, position)));
  }

  onApplicationBootstrap(): void {
    const tell = () => this.tell();
    this.ends.push(this.sampler.subscribe(tell), this.progress.subscribe(tell), this.control.subscribe(tell));
  }

  onModuleDestroy(): void {
    for (const end of this.ends) end();
  }

  /** All of them, by service; undefined before everything that was asked and answered has been read. */
  get known(): ProjectionInfo[] | undefined {
    if (!this.control.isCaughtUp) return undefined;
    return Array.from(this.rebuilds, ([name, rebuilds]) => this.describe(name, rebuilds));
  }

  /**
   * All of them, by service.
   * @throws ProblemError 503 before they are known
   */
  all(): ProjectionInfo[] {
    const { known } = this;
    if (known) return known;
    throw unavailable('projections.loading', 'What became of read models is still being read; try again.');
  }

  /**
   * One of them.
   * @throws ProblemError 404 when there is none of that name, 503 as `all`
   */
  find(name: string): ProjectionInfo {
    const all = this.all();
    const found = all.find((projection) => projection.name === name);
    if (found) return found;
    const names = all.map((projection) => projection.name).join(', ');
    throw notFound('projection.notFound', `There is no read model of that name. There are: ${names}.`);
  }

  /** The last request to verify one, whoever asked. */
  lastVerify(name: string): Rebuilds['verify'] {
    return this.rebuilds.get(name)?.verify;
  }

  /** Resolves when what was appended to `control_events` is known here, or after a while. */
  async reached(position: Position): Promise<void> {
    await this.control.reached(position);
  }

  /** Calls back with all of them when something has changed. @returns a function that ends it */
  subscribe(listener: (projections: ProjectionInfo[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private fold(event: ControlEvent, position: Position): void {
    const { reader } = event.data;
    const before = this.rebuilds.get(reader);
    if (!before) return;
    const after = afterControl(before, event, position);
    this.rebuilds.set(reader, after);
    if (after.building) this.progress.follow(reader, after.building.group, readersOf().get(reader) ?? []);
    else this.progress.forget(reader);
  }

  private tell(): void {
    const all = this.known;
    const text = JSON.stringify(all);
    if (!all || text === this.told) return;
    this.told = text;
    for (const listener of this.listeners) listener(all);
  }

  private describe(name: string, rebuilds: Rebuilds): ProjectionInfo {
    const { generation, request, building, last } = rebuilds;
    const progress = this.progress.of(name);
    return {
      name,
      reader: name,
      app: name.slice(0, name.indexOf('.')),
      topics: [...(readersOf().get(name) ?? [])],
      readerState: this.sampler.last.readers.find((reader) => reader.name === name)?.state ?? 'unknown',
      state: stateOf(rebuilds, progress),
      generation,
      ...(request && !building && { requested: { by: request.by, at: request.at, purpose: request.purpose } }),
      ...(building && {
        building: {
          by: building.by,
          purpose: building.purpose,
          from: building.from,
          to: building.to,
          since: building.since,
          ...progress,
        },
      }),
      ...(last && { last }),
    };
  }
}

function stateOf({ request, building, cancelling }: Rebuilds, { done, total }: Progress): ProjectionState {
  if (cancelling) return 'cancelling';
  if (building) return done !== null && total !== null && done >= total ? 'comparing' : 'building';
  return request ? 'requested' : 'serving';
}
