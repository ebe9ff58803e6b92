import type { Locator, Page } from '@playwright/test';

/** What the console's page of the data flow says about one reader. */
export class ReaderPanel {
  readonly pane: Locator;

  constructor(readonly page: Page) {
    this.pane = page.getByRole('complementary', { name: 'What is looked at' });
  }

  /** The value of one of its figures: `Behind, in all`. */
  figure(label: string): Locator {
    return this.pane.locator(`dt:text-is("${label}") + dd`);
  }

  /** What was asked of it, newest first. */
  get asked(): Locator {
    return this.pane.locator('ops-reader-audit').getByRole('listitem');
  }

  async press(name: string): Promise<void> {
    await this.pane.getByRole('button', { name }).click();
  }

  /** Opens the dialog that moves it. */
  async openMove(): Promise<Locator> {
    await this.press('Move…');
    return this.page.getByRole('dialog');
  }
}
