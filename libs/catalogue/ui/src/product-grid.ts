import { Component, computed, input, output } from '@angular/core';
import type { Product } from '@shop/api';
import { Skeleton } from '@shop/design-system';
import { ProductCard } from './product-card.js';

/** Products as a grid of cards; grey shapes while the first ones load. */
@Component({
  selector: 'shop-product-grid',
  imports: [ProductCard, Skeleton],
  template: `
    @if (products(); as items) {
      <ul class="grid" [class.stale]="stale()" [attr.aria-label]="label()">
        @for (product of items; track product.sku; let index = $index) {
          <li>
            <shop-product-card
              [product]="product"
              [inBasket]="quantities().get(product.sku) ?? 0"
              [adding]="adding().has(product.sku)"
              [eager]="index < 8"
              [at]="at()"
              (add)="add.emit($event)"
            />
          </li>
        }
      </ul>
    } @else {
      <p class="visually-hidden" role="status">Loading products</p>
      <div class="grid" aria-hidden="true">
        @for (shape of shapes(); track $index) {
          <div class="shape">
            <shop-skeleton height="auto" />
            <shop-skeleton width="70%" />
            <shop-skeleton width="40%" />
          </div>
        }
      </div>
    }
  `,
  styleUrl: './product-grid.css',
})
export class ProductGrid {
  /** Undefined while the first ones load. */
  readonly products = input.required<readonly Product[] | undefined>();
  readonly label = input('Products');
  /** How many of each product the basket holds. */
  readonly quantities = input<ReadonlyMap<string, number>>(new Map());
  /** Products that are being put into the basket just now. */
  readonly adding = input<ReadonlySet<string>>(new Set());
  /** Whether these are those of the search before. */
  readonly stale = input(false);
  /** The time in the past that these are shown as of (RFC 3339); undefined is now. */
  readonly at = input<string>();
  /** How many grey shapes. */
  readonly expected = input(12);
  readonly add = output<Product>();
  protected readonly shapes = computed(() => Array.from({ length: this.expected() }));
}
