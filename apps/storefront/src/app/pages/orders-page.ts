import { HttpClient, httpResource } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucidePackage } from '@lucide/angular';
import type { Order, Page } from '@shop/api';
import {
  EmptyState,
  ErrorState,
  furtherPages,
  latest,
  MoneyPipe,
  More,
  PageHeader,
  problemIn,
  RelativeTime,
  Skeleton,
} from '@shop/design-system';
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
    More,
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
  protected readonly list = furtherPages(this.#shown, (cursor) =>
    this.#http.get<Page<Order>>('/api/orders', { params: { cursor } }),
  );
  protected readonly problem = problemIn(this.first);

  protected contents({ lines }: Order): string {
    const names = lines.slice(0, 3).map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name));
    return lines.length > 3 ? `${names.join(', ')} and ${lines.length - 3} more` : names.join(', ');
  }
}
