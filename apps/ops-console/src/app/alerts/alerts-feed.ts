import { LiveAnnouncer } from '@angular/cdk/a11y';
import { afterNextRender, computed, inject, Injectable, Injector, signal } from '@angular/core';
import { standingAt } from '@shop/alert-domain';
import { AlertBook, announcement } from '@shop/alert-ui';
import { ALERTS_NAMESPACE, type Alert, type AlertMessages } from '@shop/api';
import { ShopApi } from '../http/shop-api.js';
import { Link } from '../live/link.js';
import { LiveFeed } from '../live/live-feed.js';
import { Session } from '../session/session.js';
import { Chime } from './chime.js';

/** The default path of socket.io, which the notifier answers. */
const SOCKET_PATH = '/socket.io';
const SNAPSHOT = 100;

/**
 * Alerts as they are now: a snapshot of the open ones, then the stream. After a reconnection the stream first brings
 * what was missed.
 */
@Injectable({ providedIn: 'root' })
export class AlertsFeed {
  private readonly api = inject(ShopApi);
  private readonly session = inject(Session);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly chime = inject(Chime);
  private readonly injector = inject(Injector);
  private readonly figures = inject(LiveFeed).figures;

  readonly book = new AlertBook();
  /** Milliseconds from submit to screen of the alerts that arrived live, by id. */
  readonly arrivals = signal<ReadonlyMap<string, number>>(new Map());
  /** Alerts that have just popped up and that nobody has looked at or put away, newest first. */
  readonly popups = signal<readonly Alert[]>([]);
  /** How many wait for somebody, as the shop counts them: this console doesn't know all of them. */
  readonly openCount = computed(() => this.figures()?.alertsOpen ?? 0);
  /** Settles when the snapshot is there or has failed; lists of alerts are to be asked for after that. */
  ready: Promise<void> = Promise.resolve();

  private connections = 0;
  private missed = 0;
  private readonly link = new Link<AlertMessages>({
    namespace: ALERTS_NAMESPACE,
    path: SOCKET_PATH,
    auth: () => ({ after: this.book.after }),
    mayRetry: async () => (await this.session.refresh()) !== 'signedOut',
  })
    .onConnect(() => {
      this.connections++;
      this.missed = 0;
      this.book.connected();
    })
    .on('alert', (alert) => this.arrived(alert))
    .on('caughtUp', ({ sequence }) => this.caughtUp(sequence));
  readonly state = this.link.state;

  start(): void {
    this.ready = this.snapshot();
    void this.ready.then(() => this.link.open());
  }

  stop(): void {
    this.link.close();
    this.popups.set([]);
  }

  /** Puts a pop-up away. */
  dismiss(alertId: string): void {
    this.popups.update((popups) => popups.filter((alert) => alert.alertId !== alertId));
  }

  private async snapshot(): Promise<void> {
    try {
      this.book.takeSnapshot((await this.api.alerts({ status: 'open', limit: SNAPSHOT })).items);
    } catch {
      // Without a snapshot the stream brings everything from the beginning, and the page says what its own list met.
    }
  }

  private arrived(alert: Alert): void {
    const { taken, live } = this.book.takeFromStream(alert);
    if (standingAt(alert, Date.now()) !== 'open') this.dismiss(alert.alertId);
    if (taken !== 'new') return;
    if (!live) {
      if (this.connections > 1) this.missed++;
      return;
    }
    this.popups.update((popups) => [alert, ...popups].slice(0, 3));
    void this.announcer.announce(announcement(alert), 'assertive');
    this.chime.ring();
    afterNextRender(
      () => {
        const milliseconds = Math.max(0, Date.now() - Date.parse(alert.postedAt));
        this.arrivals.update((known) => new Map(known).set(alert.alertId, milliseconds));
      },
      { injector: this.injector },
    );
  }

  private caughtUp(sequence: number): void {
    this.book.reached(sequence);
    if (this.missed) {
      const alerts = this.missed === 1 ? '1 alert' : `${this.missed} alerts`;
      void this.announcer.announce(`Connected again. ${alerts} came while this console was away.`, 'polite');
    }
  }
}
