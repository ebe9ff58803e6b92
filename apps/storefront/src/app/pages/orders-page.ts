import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucidePackage } from '@lucide/angular';
import type { Order, Page } from '@shop/api';
import { EmptyState, ErrorState, latest, MoneyPipe, PageHeader, RelativeTime, Skeleton } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { Session } from '../session/session.js';

/** The caller's orders, newest first. A guest's are those of this browser. */
@Component({
  selector: 'shop-orders-page',
  imports: [
    EmptyState,
    ErrorState,
    LucidePackage,
    MatButton,
    MoneyPipe,
    PageHeader,
    RelativeTime,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './orders-page.html',
  styleUrl: './orders-page.css',
})
export class OrdersPage {
  readonly #http = inject(HttpClient);
  protected readonly session = inject(Session);
  protected readonly first = httpResource<Page<Order>>(() => {
    // Whose orders these are depends on who is signed in.
    this.session.user();
    return '/api/orders';
  });
  readonly #shown = latest(this.first);
  readonly #more = linkedSignal<Page<Order> | undefined, Page<Order>[]>({ source: this.#shown, computation: () => [] });
  readonly #moreError = signal<unknown>(undefined);
  readonly #last = computed(() => this.#more().at(-1) ?? this.#shown());

  protected readonly orders = computed(() => {
    const page = this.#shown();
    return page && [...page.items, ...this.#more().flatMap(({ items }) => items)];
  });
  protected readonly hasMore = computed(() => !!this.#last()?.nextCursor);
  protected readonly error = computed(() => this.first.error() ?? this.#moreError());

  protected contents({ lines }: Order): string {
    const names = lines.slice(0, 3).map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name));
    return lines.length > 3 ? `${names.join(', ')} and ${lines.length - 3} more` : names.join(', ');
  }

  protected async more(): Promise<void> {
    const cursor = this.#last()?.nextCursor;
    if (!cursor) return;
    try {
      const page = await firstValueFrom(this.#http.get<Page<Order>>('/api/orders', { params: { cursor } }));
      this.#more.update((pages) => [...pages, page]);
      this.#moreError.set(undefined);
    } catch (error) {
      this.#moreError.set(error);
    }
  }
}
