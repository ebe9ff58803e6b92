import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { LucideLoaderCircle, LucidePlus } from '@lucide/angular';
import type { Product } from '@shop/api';
import { MoneyPipe, Stars } from '@shop/design-system';
import { ProductPicture } from './product-picture.js';

/** A product among others. The whole card leads to its page; the button puts one into the basket. */
@Component({
  selector: 'shop-product-card',
  imports: [MatButton, RouterLink, LucideLoaderCircle, LucidePlus, MoneyPipe, Stars, ProductPicture],
  template: `
    @let p = product();
    <shop-product-picture [picture]="p.picture" [name]="p.name" [eager]="eager()" />
    <div class="text">
      <h3>
        <a [routerLink]="['/product', p.sku]" [queryParams]="at() ? { at: at() } : null">{{ p.name }}</a>
      </h3>
      <shop-stars [rating]="p.rating.average" [count]="p.rating.count" />
      @if (inBasket()) {
        <span class="held tabular">{{ inBasket() }} in basket</span>
      }
      <div class="buy">
        <span class="price tabular">{{ p.price | money }}</span>
        <button
          matButton="tonal"
          type="button"
          [disabled]="!!at()"
          [attr.aria-label]="'Add ' + p.name + ' to basket'"
          [attr.aria-busy]="adding()"
          [title]="at() ? 'Nothing can be bought in the past' : ''"
          (click)="add.emit(p)"
        >
          @if (adding()) {
            <svg class="turning" lucideLoaderCircle [size]="18"></svg> Adding
          } @else {
            <svg lucidePlus [size]="18"></svg> Add
          }
        </button>
      </div>
    </div>
  `,
  styleUrl: './product-card.css',
})
export class ProductCard {
  readonly product = input.required<Product>();
  /** How many the basket holds already. */
  readonly inBasket = input(0);
  /** Whether it was pressed and the answer isn't there yet. */
  readonly adding = input(false);
  readonly eager = input(false);
  /** The time in the past that this is shown as of (RFC 3339): nothing can be bought there. */
  readonly at = input<string>();
  readonly add = output<Product>();
}
