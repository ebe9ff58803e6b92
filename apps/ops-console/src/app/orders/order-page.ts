import { DatePipe } from '@angular/common';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { InspectedOrder, Problem } from '@shop/api';
import { TimeMachine } from '@shop/basket-ui';
import { ErrorState, injectMomentInAddress, MoneyPipe, parseAt, problemOf, Skeleton } from '@shop/design-system';
import { ShopApi } from '../http/shop-api.js';

/** Any order, by its id: what its event says, and the history of the basket that led to it. */
@Component({
  selector: 'ops-order-page',
  imports: [DatePipe, ErrorState, MoneyPipe, RouterLink, Skeleton, TimeMachine],
  template: `
    <div class="ops-page">
      <h1 tabindex="-1">Order</h1>
      <p class="muted lead">
        <code>{{ id() }}</code>
      </p>
      @if (found(); as order) {
        <section class="ops-card" aria-labelledby="placed">
          <h2 id="placed">OrderPlaced</h2>
          <p class="facts">
            <span>
              Placed <time [attr.datetime]="order.placedAt">{{ order.placedAt | date: 'd MMM y, HH:mm:ss' }}</time>
            </span>
            <code>{{ order.position.topic }}/{{ order.position.partition }}&#64;{{ order.position.offset }}</code>
            <a routerLink="/baskets" [queryParams]="{ id: order.basketId }">Its basket</a>
          </p>
          <div class="scroll" tabindex="0" role="region" aria-label="Lines of the order">
            <table class="ops-table">
              <thead>
                <tr>
                  <th scope="col">Product</th>
                  <th scope="col" class="number">Quantity</th>
                  <th scope="col" class="number">Price</th>
                  <th scope="col" class="number">Total</th>
                </tr>
              </thead>
              <tbody>
                @for (line of order.lines; track line.sku) {
                  <tr>
                    <th scope="row">
                      <a routerLink="/sales" [queryParams]="{ q: line.sku }">{{ line.name }}</a>
                    </th>
                    <td class="number">{{ line.quantity }}</td>
                    <td class="number">{{ line.unitPrice | money }}</td>
                    <td class="number">{{ line.lineTotal | money }}</td>
                  </tr>
                }
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colspan="3">Total</th>
                  <td class="number">
                    <strong>{{ order.total | money }}</strong>
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
          <p class="muted">Who it goes to stands in another topic, which can forget, and isn’t shown here.</p>
        </section>
        <h2 class="came">How it came to be</h2>
        <shop-time-machine [entries]="order.events" [at]="moment()" (atChange)="lookAt($event)" />
      } @else if (problem(); as problem) {
        <shop-error-state
          [heading]="isGone() ? 'There is no such order' : ''"
          [problem]="problem"
          (retry)="load(id())"
        />
      } @else {
        <div role="status"><span class="visually-hidden">Loading the order</span><shop-skeleton height="20rem" /></div>
      }
    </div>
  `,
  styles: `
    .lead {
      margin: 0.125rem 0 var(--shop-space-4);
      font-size: 0.875rem;
      overflow-wrap: anywhere;
    }
    .ops-card {
      padding: var(--shop-space-4);
    }
    h2 {
      font-size: 1rem;
    }
    .came {
      margin: var(--shop-space-6) 0 var(--shop-space-3);
    }
    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--shop-space-4);
      margin: var(--shop-space-1) 0 var(--shop-space-3);
      font-size: 0.875rem;
    }
    .scroll {
      overflow-x: auto;
    }
    .muted {
      margin-top: var(--shop-space-3);
      font-size: 0.8125rem;
    }
  `,
})
export class OrderPage {
  /** From the address: `/orders/<id>` and `?at=`, an event number of its basket. */
  readonly id = input.required<string>();
  readonly at = input<string>();

  private readonly api = inject(ShopApi);
  private readonly loaded = signal<InspectedOrder | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly moment = computed(() => parseAt(this.at()));
  protected readonly lookAt = injectMomentInAddress();
  protected readonly found = computed(() => {
    const order = this.loaded();
    return order?.orderId === this.id() ? order : undefined;
  });
  protected readonly isGone = computed(() => this.problem()?.code === 'order.notFound');

  constructor() {
    effect(() => void this.load(this.id()));
  }

  protected async load(id: string): Promise<void> {
    this.problem.set(undefined);
    try {
      const order = await this.api.order(id);
      if (id === this.id()) this.loaded.set(order);
    } catch (error) {
      if (id === this.id()) this.problem.set(problemOf(error));
    }
  }
}
