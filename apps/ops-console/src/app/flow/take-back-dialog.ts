import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { SkippedRecord } from '@shop/api';

/** Says what happens before a record is left out no longer. Closes with true when that is wanted. */
@Component({
  selector: 'ops-take-back-dialog',
  imports: [MatButton, MatDialogModule],
  template: `
    <h2 mat-dialog-title>Leave it out no longer?</h2>
    <mat-dialog-content>
      <p>
        Nothing changes at once: the reader has passed offset {{ record.position.offset }} of
        {{ record.position.topic }} {{ record.position.partition }}. The next time its read model is built anew, the
        record is applied.
      </p>
      @if (record.code === 'handler.failed') {
        <p>Its handler failed of it. Take this back when the handler is mended, or the rebuild fails.</p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close type="button">Leave it</button>
      <button matButton="filled" [mat-dialog-close]="true" type="button">Take it back</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      color: var(--mat-sys-on-surface);
      font-size: 0.9375rem;
    }
  `,
})
export class TakeBackDialog {
  protected readonly record = inject<SkippedRecord>(MAT_DIALOG_DATA);
}
