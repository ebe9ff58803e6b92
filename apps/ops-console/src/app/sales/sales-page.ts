import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideSearchX } from '@lucide/angular';
import type { Sales } from '@shop/api';
import { EmptyState, ErrorState, formatMoney, Skeleton } from '@shop/design-system';
import { bufferTime, filter } from 'rxjs';
import { PagedList } from '../http/paged-list.js';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';

/** How long changes are gathered before what is shown is asked for again. */
const GATHER_MS = 500;

/** "How many beans did I sell?": units sold and put back, per product, as they are now. */
@Component({
  selector: 'ops-sales-page',
  imports: [EmptyState, ErrorState, LucideSearchX, MatButton, Skeleton],
  templateUrl: './sales-page.html',
  styleUrl: './sales-page.css',
})
export class SalesPage {
  /** From the address: `?q=`. */
  readonly q = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly live = inject(LiveFeed);

  protected readonly words = computed(() => this.q()?.trim() ?? '');
  protected readonly typed = linkedSignal(() => this.q() ?? '');
  protected readonly list = new PagedList<Sales>((cursor) => this.api.sales({ q: this.words(), cursor, limit: 50 }));
  private typing: ReturnType<typeof setTimeout> | undefined;

  private readonly most = computed(() =>
    Math.max(1, ...this.list.items().map(({ unitsSold, unitsPutBack }) => Math.max(unitsSold, unitsPutBack))),
  );
  protected readonly rows = computed(() =>
    this.list.items().map((sales) => ({
      ...sales,
      money: sales.revenue.length ? sales.revenue.map(formatMoney).join(' + ') : '–',
      sold: (100 * sales.unitsSold) / this.most(),
      putBack: (100 * sales.unitsPutBack) / this.most(),
    })),
  );
  /** The answer in a sentence when the search leaves one product. */
  protected readonly sentence = computed(() => {
    const [only, ...others] = this.rows();
    if (!only || others.length || !this.words()) return undefined;
    return `${only.name}: ${only.unitsSold} sold, ${only.unitsPutBack} put back.`;
  });

  constructor() {
    effect(() => {
      this.words();
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
    this.typing = setTimeout(
      () => void this.router.navigate([], { queryParams: { q: words.trim() || null }, replaceUrl: true }),
      200,
    );
  }

  /** Asks again for the products that are shown and have changed; for the list when there are many, or new ones. */
  private async refresh(skus: ReadonlySet<string>): Promise<void> {
    const shown = this.list.items().filter(({ sku }) => skus.has(sku));
    if (shown.length > 6 || (shown.length === 0 && !this.list.items().length)) return this.list.load();
    const answers = await Promise.allSettled(shown.map(({ sku }) => this.api.salesOf(sku)));
    const changed = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    this.list.replace((a, b) => a.sku === b.sku, ...changed);
  }
}
