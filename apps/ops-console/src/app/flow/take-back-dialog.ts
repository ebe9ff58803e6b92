import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { ReaderInfo, SkippedRecord } from '@shop/api';
import { DialogFrame } from '../dialogs/dialog-frame.js';
import { afterTakeBack, recordOf } from './skip-words.js';

/** The record that a reader leaves out, and what kind of reader it is. */
export interface LeftOut {
  readonly skip: SkippedRecord;
  readonly kind: ReaderInfo['kind'];
}

/** Says what happens before a record is left out no longer. Closes with true when that is wanted. */
@Component({
  selector: 'ops-take-back-dialog',
  imports: [DialogFrame],
  template: `
    <ops-dialog-frame
      heading="Leave it out no longer?"
      keepLabel="Go on leaving it out"
      actLabel="Take it back"
      (act)="dialog.close(true)"
    >
      <p>Nothing changes at once: the reader has passed {{ record }}. {{ after }}</p>
      @if (leftOut.skip.code === 'handler.failed') {
        <p>Its handler failed of it. Take this back when the handler is mended, or it fails again.</p>
      }
    </ops-dialog-frame>
  `,
})
export class TakeBackDialog {
  protected readonly leftOut = inject<LeftOut>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<TakeBackDialog, boolean>>(MatDialogRef);
  protected readonly record = recordOf(this.leftOut.skip.position);
  protected readonly after = afterTakeBack(this.leftOut.kind);
}
