import { Component, computed, effect, ElementRef, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { LucideBellRing, LucideSearchX } from '@lucide/angular';
import { AlertRow, matches, type AlertFilter } from '@shop/alert-ui';
import type { Alert } from '@shop/api';
import { Clock, EmptyState, ErrorState, More, Skeleton } from '@shop/design-system';
import { filter } from 'rxjs';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { injectShortcuts } from '../shell/shortcuts.js';
import { AlertsFeed } from './alerts-feed.js';

const tabs = [
  { status: 'open', label: 'Open' },
  { status: 'snoozed', label: 'Snoozed' },
  { status: 'acknowledged', label: 'Acknowledged' },
  { status: 'resolved', label: 'Resolved' },
  { status: 'all', label: 'All' },
] as const;

/** What the address may ask for: a tab, or everything that isn't resolved. */
const standings = [...tabs.map(({ status }) => status), 'unresolved'] as const;

/** Keeps the filter, and leaves the moment that another alert was looked at. */
const elsewhere = { queryParams: { at: null }, queryParamsHandling: 'merge' } as const;

/** Alerts, newest first, as they are now; one of them beside the list. */
@Component({
  selector: 'ops-alerts-page',
  imports: [
    AlertRow,
    EmptyState,
    ErrorState,
    More,
    LucideBellRing,
    LucideSearchX,
    MatButton,
    RouterLink,
    RouterOutlet,
    Skeleton,
  ],
  templateUrl: './alerts-page.html',
  styleUrl: './alerts-page.css',
})
export class AlertsPage {
  /** From the address: `?status=` and `?q=`. */
  readonly status = input<string>();
  readonly q = input<string>();

  protected readonly feed = inject(AlertsFeed);
  private readonly clock = inject(Clock);
  protected readonly now = this.clock.now;
  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly figures = inject(LiveFeed).figures;
  private readonly search = viewChild.required<ElementRef<HTMLInputElement>>('search');

  protected readonly tabs = tabs;
  protected readonly filter = computed<AlertFilter>(() => ({
    status: standings.find((status) => status === this.status()) ?? 'open',
    words: this.q()?.trim() ?? '',
  }));
  protected readonly list = new PagedList<Alert>((cursor) => {
    const { status, words } = this.filter();
    return this.api.alerts({ ...(status !== 'all' && { status }), q: words, cursor, limit: 50 });
  });
  private readonly found = computed(() => new Set(this.list.items().map(({ alertId }) => alertId)));
  protected readonly shown = computed(() =>
    this.feed.book
      .alerts()
      .filter((alert) => matches(alert, this.filter(), this.now(), this.found().has(alert.alertId))),
  );
  /** Rows that were not there before come in with a small movement; those of the first look don't. */
  protected readonly isFresh = (alertId: string) => this.feed.arrivals().has(alertId);
  protected readonly unresolved = computed(() => this.figures()?.alertsUnresolved);
  private readonly snoozed = computed(() => this.figures()?.alertsSnoozed);
  protected readonly counts = computed<Partial<Record<AlertFilter['status'], number>>>(() => ({
    open: this.feed.openCount(),
    snoozed: this.snoozed() ?? 0,
  }));

  private readonly navigated = toSignal(inject(Router).events.pipe(filter((event) => event instanceof NavigationEnd)));
  protected readonly selected = computed(() => {
    this.navigated();
    return /\/alerts\/([^/?#]+)/.exec(this.router.url)?.[1];
  });
  protected readonly typed = linkedSignal(() => this.q() ?? '');
  private typing: ReturnType<typeof setTimeout> | undefined;
  protected readonly loading = signal(true);

  constructor() {
    effect(() => {
      this.filter();
      // A snooze has begun or ended: which alerts are in a list depends on the time, and no message says so.
      this.snoozed();
      this.clock.look();
      void this.load();
    });
    effect(() => this.feed.book.takeSnapshot(this.list.items()));
    injectShortcuts(
      { keys: 'j', what: 'Next alert', run: () => this.step(1) },
      { keys: 'k', what: 'Previous alert', run: () => this.step(-1) },
      { keys: '/', what: 'Search', run: () => this.search().nativeElement.focus() },
      { keys: 'Escape', what: 'Close the alert', run: () => this.close() },
    );
  }

  protected async load(): Promise<void> {
    await this.feed.ready;
    await this.list.load();
    this.loading.set(false);
  }

  protected type(words: string): void {
    this.typed.set(words);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.narrow({ q: words.trim() || null }), 200);
  }

  private narrow(queryParams: { q?: string | null; status?: string }): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private last = -1;
  /** An alert that has left the list, because its status changed, leaves its place to the next one. */
  private step(by: 1 | -1): void {
    const alerts = this.shown();
    const at = alerts.findIndex(({ alertId }) => alertId === this.selected());
    const to = at >= 0 ? at + by : by > 0 ? Math.max(this.last, 0) : this.last - 1;
    const next = alerts[to];
    if (next) this.last = to;
    if (next) void this.router.navigate(['/alerts', next.alertId], elsewhere);
  }

  private close(): void {
    if (this.selected()) void this.router.navigate(['/alerts'], elsewhere);
  }
}
