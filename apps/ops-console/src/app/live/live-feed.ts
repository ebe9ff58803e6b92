import { computed, inject, Injectable, signal } from '@angular/core';
import {
  LIVE_NAMESPACE,
  LIVE_PATH,
  type Customer,
  type Figures,
  type LiveMessages,
  type Problem,
  type ProjectionInfo,
  type ReaderInfo,
  type SendBack,
  type TickerEntry,
  type TopicInfo,
  type Trouble,
} from '@shop/api';
import { problemOf } from '@shop/design-system';
import { Subject } from 'rxjs';
import { ShopApi } from '../http/shop-api.js';
import { Session } from '../session/session.js';
import { Link } from './link.js';
import { mergeTicker } from './ticker.js';

/**
 * What ops-api pushes: figures, topics, readers, read models, the ticker, customers' rows. One connection for the whole console;
 * pages read signals. Nothing is asked for twice: HTTP fills in once, at the start, what a push hasn't brought yet.
 */
@Injectable({ providedIn: 'root' })
export class LiveFeed {
  private readonly api = inject(ShopApi);
  private readonly session = inject(Session);

  readonly figures = signal<Figures | undefined>(undefined);
  readonly topics = signal<readonly TopicInfo[] | undefined>(undefined);
  readonly readers = signal<readonly ReaderInfo[] | undefined>(undefined);
  /** What is wrong now; undefined while nothing has been heard. */
  readonly troubles = signal<readonly Trouble[] | undefined>(undefined);
  readonly projections = signal<readonly ProjectionInfo[] | undefined>(undefined);
  /** The sending of dead letters that runs, or the last one that did. */
  readonly sendBack = signal<SendBack | undefined>(undefined);
  /** The newest events of the shop, newest first. */
  readonly ticker = signal<readonly TickerEntry[]>([]);
  /** Products whose sales have changed. */
  readonly salesChanged = new Subject<readonly string[]>();
  /** Rows of customers as they arrive by change data capture. */
  readonly customerArrived = new Subject<Customer>();
  /** The connection was made again: what is shown by other means may be stale. */
  readonly reconnected = new Subject<void>();
  /** The first load of something failed and no push has come to its help. */
  readonly failed = signal<Problem | undefined>(undefined);

  private connections = 0;
  private readonly link = new Link<LiveMessages>({
    namespace: LIVE_NAMESPACE,
    path: LIVE_PATH,
    mayRetry: async () => (await this.session.refresh()) !== 'signedOut',
  })
    .on('figures', (figures) => this.figures.set(figures))
    .on('topics', (topics) => this.topics.set(topics))
    .on('readers', (readers) => this.readers.set(readers))
    .on('troubles', (troubles) => this.troubles.set(troubles))
    .on('projections', (projections) => this.projections.set(projections))
    .on('sendBack', (sending) => this.sendBack.set(sending))
    .on('ticker', (entries) => this.ticker.update((known) => mergeTicker(known, entries)))
    .on('customer', (customer) => this.customerArrived.next(customer))
    .on('sales', ({ skus }) => this.salesChanged.next(skus))
    .onConnect(() => {
      if (this.connections++ > 0) this.reconnected.next();
    });
  readonly state = this.link.state;
  readonly isLive = computed(() => this.state().kind === 'live');

  start(): void {
    this.link.open();
    void this.fillIn();
  }

  stop(): void {
    this.link.close();
  }

  /** Asks once for what no push has brought yet. */
  async fillIn(): Promise<void> {
    this.failed.set(undefined);
    const once = async <T>(ask: Promise<T>, take: (answer: T) => void) => {
      try {
        take(await ask);
      } catch (error) {
        this.failed.set(problemOf(error));
      }
    };
    await Promise.all([
      once(this.api.figures(), (figures) => this.figures.update((pushed) => pushed ?? figures)),
      once(this.api.topics(), ({ items }) => this.topics.update((pushed) => pushed ?? items)),
      once(this.api.readers(), ({ items }) => this.readers.update((pushed) => pushed ?? items)),
      once(this.api.troubles(), ({ items }) => this.troubles.update((pushed) => pushed ?? items)),
      once(this.api.projections(), ({ items }) => this.projections.update((pushed) => pushed ?? items)),
    ]);
  }
}
