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
import { EmptyState, ErrorState, PageHeader } from '@shop/design-system';
import { BasketClicks } from '../shell/basket-clicks.js';

/** Products by search, department and price. All of it stands in the address, so a link shows the same. */
@Component({
  selector: 'shop-browse-page',
  imports: [
    DepartmentNav,
    EmptyState,
    ErrorState,
    LucideSearchX,
    MatButton,
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

  readonly #router = inject(Router);
  readonly #announcer = inject(LiveAnnouncer);
  protected readonly clicks = inject(BasketClicks);
  protected readonly quantities = inject(BasketStore).quantities;
  protected readonly query = computed(() =>
    parseQuery({
      q: this.q(),
      department: this.department(),
      sort: this.sort(),
      minPrice: this.minPrice(),
      maxPrice: this.maxPrice(),
    }),
  );
  protected readonly list = productList(this.query);
  protected readonly heading = computed(() => queryInWords(this.query()));
  protected readonly found = computed(() => {
    const total = this.list.total();
    return total === 1 ? '1 product' : `${total} products`;
  });

  constructor() {
    effect(() => {
      if (!this.list.loading() && this.list.items() && !this.list.error()) {
        void this.#announcer.announce(`${this.found()} for ${this.heading()}`);
      }
    });
  }

  protected narrow(change: Partial<ProductQuery>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null]));
    void this.#router.navigate(['/browse'], { queryParams, queryParamsHandling: 'merge', scroll: 'manual' });
  }
}
