import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideShoppingBasket } from '@lucide/angular';
import { parseAt, TimeMachine } from '@shop/basket-ui';
import { EmptyState, ErrorState, problemOf, Skeleton } from '@shop/design-system';
import { type InspectedBasket, ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';

/** Any basket, by its id: its history, and what it was at any moment. */
@Component({
  selector: 'ops-basket-page',
  imports: [EmptyState, ErrorState, LucideShoppingBasket, MatButton, Skeleton, TimeMachine],
  template: `
    <div class="ops-page">
      <h1 tabindex="-1">Basket inspector</h1>
      <p class="muted lead">
        A basket is its history. Give its id, or take one of those that something has just happened to.
      </p>
      <form class="ops-toolbar" (submit)="inspect($event, box.value)">
        <input
          #box
          class="ops-field"
          type="search"
          aria-label="Basket id"
          placeholder="Basket id"
          maxlength="200"
          [value]="typed()"
        />
        <button matButton="filled" type="submit">Inspect</button>
      </form>
      @if (recent().length) {
        <p class="recent">
          <span class="ops-label">Just now</span>
          @for (basket of recent(); track basket) {
            <button type="button" (click)="go(basket)">{{ basket.slice(0, 8) }}…{{ basket.slice(-4) }}</button>
          }
        </p>
      }
      @if (error(); as error) {
        <shop-error-state
          [heading]="notFound() ? 'There is no such basket' : ''"
          [error]="error"
          (retry)="load(id() ?? '')"
        />
      } @else if (found(); as found) {
        <h2 class="visually-hidden">History of the basket</h2>
        <p class="found">
          <code>{{ found.basket.basketId }}</code>
          <span>{{ found.basket.status === 'open' ? 'open' : 'checked out' }} · {{ found.events.length }} events</span>
        </p>
        <shop-time-machine [entries]="found.events" [at]="moment()" (atChange)="look($event)" />
      } @else if (id()) {
        <div role="status"><span class="visually-hidden">Loading the basket</span><shop-skeleton height="20rem" /></div>
      } @else {
        <shop-empty-state
          heading="No basket chosen"
          text="Its id is in the address of the shop’s basket page, and in the key of its events."
        >
          <svg lucideShoppingBasket [size]="30"></svg>
        </shop-empty-state>
      }
    </div>
  `,
  styles: `
    .lead {
      margin: 0.125rem 0 var(--shop-space-4);
      font-size: 0.875rem;
    }
    .recent {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--shop-space-2);
      margin-top: var(--shop-space-3);
    }
    .recent button {
      padding: 0.125rem 0.5rem;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--shop-radius-s);
      background: none;
      color: inherit;
      font: 0.75rem/1.4 var(--shop-mono);
      cursor: pointer;
    }
    .found {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--shop-space-4);
      margin: var(--shop-space-4) 0;
      overflow-wrap: anywhere;
      font-size: 0.875rem;
    }
  `,
})
export class BasketPage {
  /** From the address: `?id=` and `?at=`, an event number. */
  readonly id = input<string>();
  readonly at = input<string>();

  private readonly api = inject(ShopApi);
  private readonly router = inject(Router);
  private readonly live = inject(LiveFeed);

  protected readonly typed = linkedSignal(() => this.id() ?? '');
  protected readonly moment = computed(() => parseAt(this.at()));
  protected readonly found = signal<InspectedBasket | undefined>(undefined);
  protected readonly error = signal<unknown>(undefined);
  /** An address that nobody answers is not a basket that doesn't exist. */
  protected readonly notFound = computed(() => {
    const { status, code } = problemOf(this.error());
    return status === 404 && code !== 'route.notFound';
  });
  /** Baskets in the ticker, the newest first. */
  protected readonly recent = computed(() =>
    [
      ...new Set(
        this.live
          .ticker()
          .filter(({ position }) => position.topic === 'basket_events')
          .map(({ subject }) => subject),
      ),
    ].slice(0, 5),
  );

  constructor() {
    // Something has just happened to the basket that is looked at: what is shown is out of date.
    const touched = computed(
      () =>
        this.live.ticker().find(({ subject, position }) => subject === this.id() && position.topic === 'basket_events')
          ?.position.offset,
    );
    effect(() => {
      const id = this.id() ?? '';
      touched();
      untracked(() => void this.load(id));
    });
  }

  protected inspect(event: Event, id: string): void {
    event.preventDefault();
    this.go(id.trim());
  }

  protected go(id: string): void {
    void this.router.navigate([], { queryParams: { id: id || null } });
  }

  protected look(at: number | undefined): void {
    void this.router.navigate([], { queryParams: { at: at ?? null }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected async load(id: string): Promise<void> {
    this.error.set(undefined);
    if (this.found()?.basket.basketId !== id) this.found.set(undefined);
    if (!id) return;
    try {
      const basket = await this.api.basket(id);
      if (id === this.id()) this.found.set(basket);
    } catch (error) {
      if (id === this.id()) this.error.set(error);
    }
  }
}
