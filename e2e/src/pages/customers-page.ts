import type { Locator, Page } from '@playwright/test';
import type { User } from '@shop/api';

/** The customers in the ops console. */
export class CustomersPage {
  constructor(readonly page: Page) {}

  /** Looks for somebody; resolves when they are shown. */
  async find(words: string): Promise<void> {
    await this.page.goto(`/ops/customers?q=${encodeURIComponent(words)}`);
    await this.page.getByRole('combobox', { name: /^Loyalty status of/ }).waitFor();
  }

  /** Changes the status of the only customer shown; resolves when the row is said to have arrived. */
  async change(to: User['loyaltyStatus']): Promise<void> {
    await this.page.getByRole('combobox', { name: /^Loyalty status of/ }).selectOption(to);
    await this.arrivalOf(to).waitFor();
  }

  /** What says that the row with this status has arrived, after how long and where in the log. */
  private arrivalOf(status: User['loyaltyStatus']): Locator {
    return this.page
      .getByRole('status')
      .filter({ hasText: `Changed to ${status}` })
      .filter({ hasText: /Arrived in the pipeline after \d+ ms\s*users\/\d+@\d+/ });
  }
}
