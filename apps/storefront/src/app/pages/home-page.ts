import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { BasketStore } from '@shop/basket-ui';
import { productList, ProductGrid, type ProductQuery } from '@shop/catalogue-ui';
import { ErrorState } from '@shop/design-system';
import { BasketClicks } from '../shell/basket-clicks.js';
import { HeroStory } from './hero-story.js';

/** A product whose picture stands for its department. */
const faces: Readonly<Record<string, string>> = {
  Bakery: 'bread',
  Breakfast: 'porridge-oats',
  'Dairy & Eggs': 'free-range-eggs',
  Drinks: 'apple-juice',
  Frozen: 'garden-peas',
  Fruit: 'apples',
  'Herbs & Spices': 'basil-plant',
  Household: 'washing-up-liquid',
  'Pasta & Rice': 'spaghetti',
  'Snacks & Sweets': 'milk-chocolate',
  'Tins & Jars': 'baked-beans',
  Vegetables: 'carrots',
};

/** The first page: what this shop is, its departments, and what people like best. */
@Component({
  selector: 'shop-home-page',
  imports: [ErrorState, HeroStory, MatButton, ProductGrid, RouterLink],
  templateUrl: './home-page.html',
  styleUrl: './home-page.css',
})
export class HomePage {
  protected readonly list = productList(signal<ProductQuery>({ sort: 'rating' }), 10);
  protected readonly quantities = inject(BasketStore).quantities;
  protected readonly pending = inject(BasketStore).pending;
  protected readonly clicks = inject(BasketClicks);
  protected readonly departments = computed(() =>
    this.list.departments().map(({ name, count }) => ({ name, count, face: faces[name] })),
  );
}
