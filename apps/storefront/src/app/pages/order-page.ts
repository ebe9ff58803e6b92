import { DatePipe } from '@angular/common';
import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { CheckedOut, Order } from '@shop/api';
import { BasketHistory, TimeMachine } from '@shop/basket-ui';
import {
  ErrorState,
  injectMomentInAddress,
  latest,
  MoneyPipe,
  Notice,
  PageHeader,
  parseAt,
  problemIn,
  Skeleton,
} from '@shop/design-system';
import { of } from 'rxjs';

/** How long after an order was placed its page looks for it again, attempt by attempt, in milliseconds. */
const LOOK_AGAIN = [300, 600, 1200, 2500, 5000, 8000];

/** One order, and how the basket it came from came to be. */
@Component({
  selector: 'shop-order-page',
  imports: [DatePipe, ErrorState, MatButton, MoneyPipe, Notice, PageHeader, RouterLink, Skeleton, TimeMachine],
  templateUrl: './order-page.html',
  styleUrl: './order-page.css',
})
export class OrderPage {
  readonly orderId = input.required<string>();
  /** The event number that the address asks for. */
  readonly at = input<string>();

  readonly #router = inject(Router);
  readonly #history = inject(BasketHistory);
  /** What the checkout answered, when this page follows one. */
  protected readonly placed = this.#router.currentNavigation()?.extras.state?.['placed'] as CheckedOut | undefined;
  protected readonly moment = computed(() => parseAt(this.at()));
  protected readonly lookAt = injectMomentInAddress();

  protected readonly answer = httpResource<Order>(() => `/api/orders/${encodeURIComponent(this.orderId())}`);
  protected readonly problem = problemIn(this.answer);
  protected readonly order = latest(this.answer);
  protected readonly history = rxResource({
    params: () => this.order()?.basketId,
    stream: ({ params: basketId }) => (basketId ? this.#history.of(basketId) : of([])),
  });
  protected readonly entries = latest(this.history);
  protected readonly historyProblem = problemIn(this.history);

  /** The order follows from the checkout a moment later: until then it isn't missing, it is on its way. */
  readonly #attempts = signal(0);
  protected readonly onItsWay = computed(
    () =>
      !!this.placed && !this.order() && this.#attempts() < LOOK_AGAIN.length && (this.problem()?.status ?? 404) === 404,
  );

  constructor() {
    effect((onCleanup) => {
      if (!this.placed || !this.answer.error()) return;
      const wait = LOOK_AGAIN[untracked(this.#attempts)];
      if (wait === undefined) return;
      const timer = setTimeout(() => {
        this.#attempts.update((count) => count + 1);
        this.answer.reload();
      }, wait);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
