import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideSearchX } from '@lucide/angular';
import type { Sales } from '@shop/api';
import {
  AsOfPicker,
  EmptyState,
  ErrorState,
  formatMoney,
  More,
  Notice,
  parseTime,
  Skeleton,
  timeInWords,
} from '@shop/design-system';
import type { Money } from '@shop/topics';
import { bufferTime, filter } from 'rxjs';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';

/** How long changes are gathered before what is shown is asked for again. */
const GATHER_MS = 500;

/** "How many beans did I sell?": units sold and put back, per product, now or as of a time. */
@Component({
  selector: 'ops-sales-page',
  imports: [AsOfPicker, EmptyState, ErrorState, More, LucideSearchX, MatButton, Notice, Skeleton],
  templateUrl: './sales-page.html',
  styleUrl: './sales-page.css',
})
export class SalesPage {
  /** From the address: `?q=`, and `?at=`, a time. */
  readonly q = input<string>();
  readonly at = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly live = inject(LiveFeed);

  protected readonly words = computed(() => this.q()?.trim() ?? '');
  protected readonly typed = linkedSignal(() => this.q() ?? '');
  protected readonly then = computed(() => parseTime(this.at()));
  protected readonly thenInWords = computed(() => timeInWords(this.then() ?? ''));
  protected readonly list = new PagedList<Sales>((cursor) =>
    this.api.sales({ q: this.words(), at: this.then(), cursor, limit: 50 }),
  );
  private typing: ReturnType<typeof setTimeout> | undefined;

  private readonly most = computed(() =>
    Math.max(1, ...this.list.items().map(({ unitsSold, unitsPutBack }) => Math.max(unitsSold, unitsPutBack))),
  );
  protected readonly rows = computed(() =>
    this.list.items().map((sales) => ({
      ...sales,
      money: inWords(sales.revenue),
      since: sales.now && {
        sold: more(sales.now.unitsSold - sales.unitsSold),
        putBack: more(sales.now.unitsPutBack - sales.unitsPutBack),
        money: `now ${inWords(sales.now.revenue)}`,
      },
      sold: (100 * sales.unitsSold) / this.most(),
      putBack: (100 * sales.unitsPutBack) / this.most(),
    })),
  );
  /** The answer in a sentence when the search leaves one product. */
  protected readonly sentence = computed(() => {
    const [only, ...others] = this.rows();
    if (!only || others.length || !this.words()) return undefined;
    const then = this.then() ? ` by ${this.thenInWords()}` : '';
    return `${only.name}: ${only.unitsSold} sold, ${only.unitsPutBack} put back${then}.`;
  });

  constructor() {
    effect(() => {
      this.words();
      this.then();
      void this.list.load();
    });
    this.live.salesChanged
      .pipe(
        bufferTime(GATHER_MS),
        filter((changes) => changes.length > 0),
        takeUntilDestroyed(),
      )
      .subscribe((changes) => void this.refresh(new Set(changes.flat())));
    this.live.reconnected.pipe(takeUntilDestroyed()).subscribe(() => void this.list.load());
  }

  protected search(words: string): void {
    this.typed.set(words);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.go({ q: words.trim() || null }, true), 200);
  }

  /** Shows another time; undefined is now. */
  protected lookAt(at: string | undefined): void {
    this.go({ at: at ?? null }, false);
  }

  private go(queryParams: { q?: string | null; at?: string | null }, replaceUrl: boolean): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  /** Asks again for the products that are shown and have changed; for the list when there are many, or new ones. */
  private async refresh(skus: ReadonlySet<string>): Promise<void> {
    const shown = this.list.items().filter(({ sku }) => skus.has(sku));
    if (shown.length > 6 || (shown.length === 0 && !this.list.items().length)) return this.list.load();
    const answers = await Promise.allSettled(shown.map(({ sku }) => this.api.salesOf(sku, this.then())));
    const changed = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    this.list.replace((a, b) => a.sku === b.sku, ...changed);
  }
}

function inWords(revenue: readonly Money[]): string {
  return revenue.length ? revenue.map(formatMoney).join(' + ') : '–';
}

/** What has come since: `+3 since`. */
function more(units: number): string {
  return units === 0 ? 'none since' : `${units > 0 ? '+' : ''}${units} since`;
}
