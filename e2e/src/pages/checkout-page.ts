import type { Page } from '@playwright/test';
import { address } from '../support/caller.ts';

/** Checking out in the storefront. */
export class CheckoutPage {
  constructor(readonly page: Page) {}

  /** Orders what is in the basket; resolves to the order's id when its page says that it is in the log. */
  async order(who: { readonly name: string; readonly email: string }): Promise<string> {
    await this.page.goto('/checkout');
    await this.page.getByLabel('Name').fill(who.name);
    await this.page.getByLabel('Email').fill(who.email);
    await this.page.getByLabel('Street and number').fill(address.line1);
    await this.page.getByLabel('Town').fill(address.city);
    await this.page.getByLabel('Postcode').fill(address.postcode);
    await this.page.getByLabel('Country').fill(address.country);
    await this.page.getByRole('button', { name: /Place order/ }).click();
    await this.page.getByText('It is in the log: no crash can lose it now.').waitFor();
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }
}
