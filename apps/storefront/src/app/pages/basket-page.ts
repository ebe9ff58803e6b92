import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideShoppingBasket } from '@lucide/angular';
import { BasketHistory, BasketLines, BasketStore, TimeMachine } from '@shop/basket-ui';
import {
  EmptyState,
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
import type { Line } from '@shop/topics';
import { of } from 'rxjs';
import { BasketClicks } from '../shell/basket-clicks.js';

/** The basket, and how it came to be: its events, the moment in them that is looked at, and what a table would have kept. */
@Component({
  selector: 'shop-basket-page',
  imports: [
    BasketLines,
    EmptyState,
    ErrorState,
    LucideShoppingBasket,
    MatButton,
    MoneyPipe,
    Notice,
    PageHeader,
    RouterLink,
    Skeleton,
    TimeMachine,
  ],
  templateUrl: './basket-page.html',
  styleUrl: './basket-page.css',
})
export class BasketPage {
  /** The event number that the address asks for. */
  readonly at = input<string>();

  readonly #history = inject(BasketHistory);
  readonly #clicks = inject(BasketClicks);
  protected readonly store = inject(BasketStore);
  protected readonly moment = computed(() => parseAt(this.at()));
  protected readonly lookAt = injectMomentInAddress();

  protected readonly history = rxResource({
    params: () => ({ basketId: this.store.basket()?.basketId, after: this.store.lastEvent() }),
    stream: ({ params: { basketId, after } }) => (basketId ? this.#history.of(basketId, after) : of([])),
  });
  protected readonly entries = latest(this.history);
  protected readonly historyProblem = problemIn(this.history);

  readonly #putBack = signal<readonly Line[]>([]);
  /** Lines that were put back on this page and haven't been taken again. */
  protected readonly putBack = linkedSignal(() =>
    this.#putBack().filter(({ sku }) => !this.store.quantities().has(sku)),
  );
  protected readonly summary = computed(() => {
    const units = this.store.units();
    return units === 0 ? '' : `${units} ${units === 1 ? 'item' : 'items'}`;
  });

  protected more(line: Line): void {
    void this.#clicks.change(line, 1);
  }

  protected less(line: Line): void {
    void this.#clicks.change(line, -1);
  }

  protected async remove(line: Line): Promise<void> {
    if (await this.#clicks.remove(line)) {
      this.#putBack.update((lines) => [...lines.filter(({ sku }) => sku !== line.sku), line]);
    }
  }

  protected async undo(line: Line): Promise<void> {
    if (await this.#clicks.takeAgain(line)) {
      this.#putBack.update((lines) => lines.filter(({ sku }) => sku !== line.sku));
    }
  }
}
