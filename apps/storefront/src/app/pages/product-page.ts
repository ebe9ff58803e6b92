import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideLoaderCircle, LucideMessageSquareText, LucideShoppingBasket } from '@lucide/angular';
import type { Product } from '@shop/api';
import { BasketStore, QuantityStepper } from '@shop/basket-ui';
import { ProductPicture } from '@shop/catalogue-ui';
import {
  EmptyState,
  ErrorState,
  latest,
  MoneyPipe,
  More,
  Notice,
  parseTime,
  problemIn,
  Skeleton,
  Stars,
  timeInWords,
} from '@shop/design-system';
import { productReviews, RatingSummary, ReviewForm, ReviewList, type ReviewDraft } from '@shop/review-ui';
import { Session } from '../session/session.js';
import { BasketClicks } from '../shell/basket-clicks.js';
import { PageTitle } from '../shell/page-title.js';

/** One product: what it is, what it costs, what people say of it. */
@Component({
  selector: 'shop-product-page',
  imports: [
    EmptyState,
    ErrorState,
    LucideLoaderCircle,
    LucideMessageSquareText,
    LucideShoppingBasket,
    MatButton,
    MoneyPipe,
    More,
    Notice,
    ProductPicture,
    QuantityStepper,
    RatingSummary,
    ReviewForm,
    ReviewList,
    RouterLink,
    Skeleton,
    Stars,
  ],
  templateUrl: './product-page.html',
  styleUrl: './product-page.css',
})
export class ProductPage {
  readonly sku = input.required<string>();
  /** As it was at this time. */
  readonly at = input<string>();

  protected readonly session = inject(Session);
  protected readonly clicks = inject(BasketClicks);
  readonly #basket = inject(BasketStore);
  readonly #title = inject(PageTitle);

  protected readonly then = computed(() => parseTime(this.at()));
  protected readonly thenInWords = computed(() => timeInWords(this.then() ?? ''));
  protected readonly answer = httpResource<Product>(() => ({
    url: `/api/products/${encodeURIComponent(this.sku())}`,
    ...(this.then() && { params: { at: this.then()! } }),
  }));
  protected readonly problem = problemIn(this.answer);
  readonly #shown = latest(this.answer);
  protected readonly product = computed(() => (this.#shown()?.sku === this.sku() ? this.#shown() : undefined));
  protected readonly reviews = productReviews(this.sku);
  protected readonly quantity = signal(1);
  protected readonly inBasket = computed(() => this.#basket.quantities().get(this.sku()) ?? 0);
  protected readonly adding = computed(() => this.#basket.pending().has(this.sku()));
  protected readonly posted = signal(false);
  /** Reviews reach the catalogue a moment after they reach their own read model: the fresher of the two is shown. */
  protected readonly rating = computed(() => (this.then() ? undefined : this.reviews.page()) ?? this.product()?.rating);

  protected readonly post = async (draft: ReviewDraft) => {
    const problem = await this.reviews.post(draft);
    this.posted.set(!problem);
    return problem;
  };

  constructor() {
    effect(() => {
      const product = this.product();
      if (product) this.#title.set(product.name);
    });
  }

  protected addToBasket(product: Product): void {
    void this.clicks.add(product, this.quantity());
    this.quantity.set(1);
  }
}
