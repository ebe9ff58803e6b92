import { inject, signal } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import { problemOf, sentenceOf } from '@shop/design-system';

/** What a dialog asks of the shop: one thing at a time. The dialog closes with the answer, or says what went wrong. */
export class Sending<Answer> {
  readonly busy = signal(false);
  readonly problem = signal<string | undefined>(undefined);
  private readonly dialog = inject<MatDialogRef<unknown, Answer>>(MatDialogRef);

  async send(ask: () => Promise<Answer>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(undefined);
    try {
      this.dialog.close(await ask());
    } catch (error) {
      this.problem.set(sentenceOf(problemOf(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
