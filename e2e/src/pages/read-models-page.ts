import type { Locator, Page } from '@playwright/test';

/** The console's page of read models. */
export class ReadModelsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Everything the page says about one read model. */
  model(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('button', { name: `${name} from` }) });
  }

  /** The bar that shows how far a rebuild has come; there is one from the request to the outcome. */
  progress(name: string): Locator {
    return this.page.getByRole('progressbar', { name: `Rebuild of ${name}` });
  }

  /** The lines of the table that compares the generations, without its heading. */
  compared(name: string): Locator {
    return this.model(name)
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader') });
  }

  /** Presses the button, reads what happens, and agrees. */
  async drop(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Drop the database of ${name} and build it anew` }).click();
    const dialog = this.page.getByRole('dialog', { name: `Drop the database of ${name}?` });
    await dialog.getByRole('button', { name: 'Drop it and build it anew' }).click();
  }

  /** Has it compared with the log. */
  async verify(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Verify ${name}: compare it with the log` }).click();
  }

  /** Says that the log is right, after reading what that means. */
  async letLogWin(name: string): Promise<void> {
    await this.model(name).getByRole('button', { name: 'The log wins …' }).click();
    const dialog = this.page.getByRole('dialog', { name: `Let the log win over ${name}?` });
    await dialog.getByRole('button', { name: 'The log wins' }).click();
  }

  async cancel(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Cancel the rebuild of ${name}` }).click();
  }
}
