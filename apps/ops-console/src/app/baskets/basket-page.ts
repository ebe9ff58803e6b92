import { Component, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { LucideShoppingBasket } from '@lucide/angular';
import type { InspectedBasket, Problem } from '@shop/api';
import { TimeMachine } from '@shop/basket-ui';
import { EmptyState, ErrorState, injectMomentInAddress, parseAt, problemOf, Skeleton } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';
import { LiveFeed } from '../live/live-feed.js';
import { historyLinkOf } from '../ticker/history-link.js';

/** What a console calls the things that events of a topic happen to. */
const KINDS: Readonly<Record<string, string>> = { basket_events: 'basket', orders: 'order' };

/** Any basket, by its id or found by that of its order: its history, and what it was at any moment. */
@Component({
  selector: 'ops-basket-page',
  imports: [EmptyState, ErrorState, LucideShoppingBasket, MatButton, RouterLink, Skeleton, TimeMachine],
  template: `
    <div class="ops-page">
      <h1 tabindex="-1">Baskets and orders</h1>
      <p class="muted lead">
        A basket is its history. Give its id, or that of an order, or take one that something has just happened to.
      </p>
      <form class="ops-toolbar" (submit)="inspect($event, box.value)">
        <input
          #box
          class="ops-field"
          type="search"
          aria-label="Basket or order id"
          placeholder="Basket or order id"
          maxlength="200"
          [value]="typed()"
        />
        <button matButton="filled" type="submit">Inspect</button>
      </form>
      @if (recent().length) {
        <p class="recent">
          <span class="ops-label">Just now</span>
          @for (entry of recent(); track entry.subject) {
            <a [routerLink]="entry.link.path" [queryParams]="entry.link.query"
              >{{ entry.what }} {{ entry.subject.slice(0, 8) }}…{{ entry.subject.slice(-4) }}</a
            >
          }
        </p>
      }
      @if (problem(); as problem) {
        <shop-error-state
          [heading]="notFound() ? 'There is no such basket or order' : ''"
          [problem]="problem"
          (retry)="load(id() ?? '')"
        />
      } @else if (found(); as found) {
        <h2 class="visually-hidden">History of the basket</h2>
        <p class="found">
          <code>{{ found.basket.basketId }}</code>
          <span>{{ found.basket.status === 'open' ? 'open' : 'checked out' }} · {{ found.events.length }} events</span>
          @if (orderId(); as order) {
            <a [routerLink]="['/orders', order]">Its order</a>
          }
        </p>
        <shop-time-machine [entries]="found.events" [at]="moment()" (atChange)="lookAt($event)" />
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
    .recent a {
      padding: 0.125rem 0.5rem;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--shop-radius-s);
      color: inherit;
      font: 0.75rem/1.4 var(--shop-mono);
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
  protected readonly lookAt = injectMomentInAddress();
  protected readonly found = signal<InspectedBasket | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** An address that nobody answers is not a basket that doesn't exist. */
  protected readonly notFound = computed(
    () => this.problem()?.status === 404 && this.problem()?.code !== 'route.notFound',
  );
  /** Baskets and orders in the ticker, the newest first. */
  protected readonly recent = computed(() => {
    const newest = new Map(
      this.live
        .ticker()
        .toReversed()
        .map((entry) => [entry.subject, entry]),
    );
    return [...newest.values()]
      .reverse()
      .flatMap((entry) => {
        const [link, what] = [historyLinkOf(entry), KINDS[entry.position.topic]];
        return link && what ? [{ subject: entry.subject, what, link }] : [];
      })
      .slice(0, 6);
  });
  /** The order that its checkout caused. */
  protected readonly orderId = computed(() => {
    const checkedOut = this.found()?.events.find(({ type, ignored }) => type === 'BasketCheckedOut' && !ignored);
    return (checkedOut?.data as { orderId?: string } | undefined)?.orderId;
  });

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

  protected async load(id: string): Promise<void> {
    this.problem.set(undefined);
    if (this.found()?.basket.basketId !== id) this.found.set(undefined);
    if (!id) return;
    try {
      const basket = await this.api.basket(id);
      if (id === this.id()) this.found.set(basket);
    } catch (error) {
      if (id !== this.id()) return;
      const order = problemOf(error).code === 'basket.notFound' && (await this.api.order(id).catch(() => undefined));
      if (id !== this.id()) return;
      if (order) await this.router.navigate(['/orders', id], { replaceUrl: true });
      else this.problem.set(problemOf(error));
    }
  }
}
