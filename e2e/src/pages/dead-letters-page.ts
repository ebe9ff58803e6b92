import type { Locator, Page } from '@playwright/test';
import type { Position } from '@shop/topics';

/** The dead letters in the ops console: groups, the letters of one, one letter, and what sends it back. */
export class DeadLettersPage {
  /** What says how far a sending is. */
  readonly progress: Locator;
  /** Tries, asks, and sends. */
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.progress = page
      .getByRole('status')
      .or(page.getByRole('alert'))
      .filter({ hasText: /letters? sent/ });
    this.dialog = page.getByRole('dialog');
  }

  /** Opens what one producer has to mend for one reason; resolves when its letters are shown. */
  async openGroup(producer: string, code: string): Promise<void> {
    await this.page
      .locator('section')
      .filter({ has: this.page.getByRole('heading', { name: `To be mended by ${producer}`, exact: true }) })
      .getByRole('link', { name: code })
      .first()
      .click();
    await this.page.getByRole('link', { name: 'All dead letters' }).waitFor();
  }

  /** Opens the letter about a record; resolves when its bytes are shown. */
  async openLetter({ topic, partition, offset }: Position): Promise<void> {
    await this.page.getByRole('link', { name: `${topic}/${partition}@${offset}` }).click();
    await this.page.getByRole('heading', { name: 'The original bytes' }).waitFor();
  }
}
