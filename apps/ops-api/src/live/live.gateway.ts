import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LIVE_NAMESPACE, LIVE_PATH, type Figures, type LiveMessages } from '@shop/api';
import { Sessions, SocketServers } from '@shop/http';
import { customersArrived } from '@shop/ops-projections';
import type { Namespace, Server } from 'socket.io';
import { FiguresQuery } from '../figures/figures.js';
import { Projections } from '../projections/projections.js';
import { ReadModels } from '../read-models.js';
import { DeadLetterDesk } from '../dead-letters/desk.js';
import { Sampler } from '../topics/sampler.js';
import { Troubles } from '../troubles/troubles.js';
import { Ticker } from './ticker.js';
import { Coalesced } from './coalesced.js';

/** Figures are put together at most this often, in milliseconds, however many sales there are. */
const FIGURES_AT_MOST_EVERY = 250;

/** The longest that a timer of Node takes, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How many rows of a partition are pushed at the first change after the start, when it isn't known what consoles have. */
const FIRST_ROWS = 50;

/** Pushes figures, positions, the ticker and customers' rows to every console: `/live` on `/api/ops/socket.io`. */
@Injectable()
export class LiveGateway implements OnApplicationBootstrap, OnModuleDestroy {
  private io: Server | undefined;
  private consoles: Namespace<Record<string, never>, LiveMessages> | undefined;
  private readonly ends: (() => void)[] = [];
  private ended = false;
  /** Up to where rows of customers were pushed, per partition of `users`. */
  private readonly pushed = new Map<number, number>();
  private readonly figures = new Coalesced(FIGURES_AT_MOST_EVERY, async () => {
    // A console that connects later gets them then.
    if (this.consoles?.sockets.size) await this.pushFigures(this.consoles);
  });
  private nextFigures: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly servers: SocketServers,
    private readonly sessions: Sessions,
    private readonly query: FiguresQuery,
    private readonly models: ReadModels,
    private readonly sampler: Sampler,
    private readonly ticker: Ticker,
    private readonly projections: Projections,
    private readonly desk: DeadLetterDesk,
    private readonly troubles: Troubles,
  ) {}

  onApplicationBootstrap(): void {
    this.io = this.servers.open(this.host.httpAdapter.getHttpServer(), { access: 'ops.read', path: LIVE_PATH });
    const consoles: Namespace<Record<string, never>, LiveMessages> = this.io.of(LIVE_NAMESPACE);
    this.consoles = consoles;
    consoles.use(this.sessions.socketMiddleware('ops.read'));
    consoles.on('connection', (socket) => {
      socket.emit('topics', [...this.sampler.last.topics]);
      socket.emit('readers', [...this.sampler.last.readers]);
      socket.emit('troubles', this.troubles.all);
      socket.emit('ticker', this.ticker.entries);
      if (this.projections.known) socket.emit('projections', this.projections.known);
      const [sending] = this.desk.list();
      if (sending) socket.emit('sendBack', sending);
      // The console shows what it was sent last until the figures arrive; a database that is away sends none.
      void this.pushFigures(socket).catch(() => undefined);
    });

    const { sales, ratings, alerts, customers } = this.models;
    for (const model of [sales, ratings, alerts]) this.ends.push(model.subscribe(() => this.figures.ask()));
    this.ends.push(
      sales.subscribe(() => consoles.emit('sales', { skus: [] })),
      customers.subscribe(({ partition, next }) => void this.pushCustomers(partition, next)),
      this.sampler.subscribe(({ topics, readers }) => {
        consoles.emit('topics', [...topics]);
        consoles.emit('readers', [...readers]);
      }),
      this.troubles.subscribe((troubles) => consoles.emit('troubles', troubles)),
      this.ticker.subscribe((entries) => consoles.emit('ticker', entries)),
      this.projections.subscribe((projections) => consoles.emit('projections', projections)),
      this.desk.subscribe((sending) => consoles.emit('sendBack', sending)),
    );
  }

  /** Figures also change when time passes: then they are pushed again. */
  private async pushFigures(to: { emit(name: 'figures', figures: Figures): unknown }): Promise<void> {
    const { figures, changesAt } = await this.query.figures();
    to.emit('figures', figures);
    clearTimeout(this.nextFigures);
    if (changesAt && !this.ended) {
      const wait = Math.min(Math.max(changesAt.getTime() - Date.now(), 1), LONGEST_TIMER);
      this.nextFigures = setTimeout(() => this.figures.ask(), wait);
    }
  }

  /** Pushes the rows that arrived since; a console that missed some asks for its customer again. */
  private async pushCustomers(partition: number, next: number): Promise<void> {
    const from = this.pushed.get(partition) ?? Math.max(0, next - FIRST_ROWS);
    this.pushed.set(partition, next);
    const rows = await customersArrived(this.models.customers, { partition, from, next }).catch(() => []);
    for (const row of rows) this.consoles?.emit('customer', row);
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    for (const end of this.ends) end();
    this.figures.end();
    clearTimeout(this.nextFigures);
    await this.io?.close();
  }
}
