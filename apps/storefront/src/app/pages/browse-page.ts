import { Component, computed, effect, inject, input } from '@angular/core';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { LucideSearchX } from '@lucide/angular';
import { BasketStore } from '@shop/basket-ui';
import {
  DepartmentNav,
  parseQuery,
  productList,
  ProductFilters,
  ProductGrid,
  queryInWords,
  type ProductQuery,
} from '@shop/catalogue-ui';
import { AsOfPicker, EmptyState, ErrorState, More, Notice, PageHeader, timeInWords } from '@shop/design-system';
import { BasketClicks } from '../shell/basket-clicks.js';

/** Products by search, department and price. All of it stands in the address, so a link shows the same. */
@Component({
  selector: 'shop-browse-page',
  imports: [
    AsOfPicker,
    DepartmentNav,
    EmptyState,
    ErrorState,
    LucideSearchX,
    MatButton,
    More,
    Notice,
    PageHeader,
    ProductFilters,
    ProductGrid,
    RouterLink,
  ],
  templateUrl: './browse-page.html',
  styleUrl: './browse-page.css',
})
export class BrowsePage {
  readonly q = input<string>();
  readonly department = input<string>();
  readonly sort = input<string>();
  readonly minPrice = input<string>();
  readonly maxPrice = input<string>();
  /** As the shop was at this time. */
  readonly at = input<string>();

  readonly #router = inject(Router);
  readonly #announcer = inject(LiveAnnouncer);
  protected readonly clicks = inject(BasketClicks);
  protected readonly quantities = inject(BasketStore).quantities;
  protected readonly pending = inject(BasketStore).pending;
  protected readonly query = computed(() =>
    parseQuery({
      q: this.q(),
      department: this.department(),
      sort: this.sort(),
      minPrice: this.minPrice(),
      maxPrice: this.maxPrice(),
      at: this.at(),
    }),
  );
  protected readonly then = computed(() => timeInWords(this.query().at ?? ''));
  /** How many of those shown are known only since later. */
  protected readonly knownLater = computed(() => this.list.items()?.filter(({ knownSince }) => knownSince).length ?? 0);
  protected readonly list = productList(this.query);
  protected readonly heading = computed(() => queryInWords(this.query()));
  protected readonly found = computed(() => {
    const total = this.list.total();
    return total === 1 ? '1 product' : `${total} products`;
  });

  constructor() {
    effect(() => {
      if (!this.list.loading() && this.list.items() && !this.list.problem()) {
        void this.#announcer.announce(`${this.found()} for ${this.heading()}`);
      }
    });
  }

  protected narrow(change: Partial<ProductQuery>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null]));
    void this.#router.navigate(['/browse'], { queryParams, queryParamsHandling: 'merge', scroll: 'manual' });
  }
}
