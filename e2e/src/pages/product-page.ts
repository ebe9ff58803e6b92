import type { Locator, Page } from '@playwright/test';

/** A product in the storefront, with its reviews. */
export class ProductPage {
  readonly reviews: Locator;

  constructor(readonly page: Page) {
    this.reviews = page.getByRole('list', { name: 'Reviews' }).getByRole('listitem');
  }

  async open(sku: string): Promise<void> {
    await this.page.goto(`/product/${sku}`);
    await this.page.getByRole('button', { name: 'Add to basket' }).waitFor();
  }

  /** Puts it into the basket; resolves when the shop has said how many are in it. */
  async addToBasket(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add to basket' }).click();
    await this.page.getByText(/\d+ in your basket\./).waitFor();
  }

  /** Writes a review, or another one in its place; resolves when it shows on the page. */
  async review(stars: 1 | 2 | 3 | 4 | 5, text: string): Promise<void> {
    // The radio button itself is under its star.
    await this.page.getByRole('radio', { name: new RegExp(`^${stars} star`) }).check({ force: true });
    await this.page.getByLabel('What do you think of it?').fill(text);
    await this.page.getByRole('button', { name: /^(Post|Save your) review$/ }).click();
    await this.reviews.filter({ hasText: text }).waitFor();
  }
}
