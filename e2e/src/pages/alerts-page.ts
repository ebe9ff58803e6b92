import type { Locator, Page } from '@playwright/test';

/** The alerts in the ops console, and the one that is looked at. */
export class AlertsPage {
  /** What has happened to the alert that is looked at, oldest first. */
  readonly history: Locator;
  /** Why it was raised. */
  readonly why: Locator;
  /** The alert that is looked at. */
  readonly pane: Locator;

  constructor(readonly page: Page) {
    this.pane = page.getByRole('region', { name: 'Alert', exact: true });
    this.history = this.pane.getByRole('list', { name: 'History' }).getByRole('listitem');
    this.why = this.pane.getByRole('list', { name: 'The path of the review' }).getByRole('listitem');
  }

  /** The rows of alerts whose review holds these words. */
  about(words: string): Locator {
    return this.page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('link').filter({ hasText: words });
  }

  /** Opens the alert about these words. */
  async look(words: string): Promise<void> {
    await this.about(words).click();
    await this.why.first().waitFor();
  }

  /** Presses one of the buttons of the alert that is looked at. */
  async press(name: 'Acknowledge' | 'Assign' | 'Snooze' | 'Note' | 'Resolve' | 'Reopen'): Promise<void> {
    await this.pane.getByRole('group', { name: 'What to do' }).getByRole('button', { name }).click();
  }
}
