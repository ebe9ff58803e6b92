import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { ProjectionInfo } from '@shop/api';
import { DialogFrame } from '../dialogs/dialog-frame.js';

/** Says in plain words what happens before a read model is dropped. Closes with true when it is to be done. */
@Component({
  selector: 'ops-rebuild-dialog',
  imports: [DialogFrame],
  template: `
    <ops-dialog-frame
      [heading]="'Drop the database of ' + projection.name + '?'"
      actLabel="Drop it and build it anew"
      (act)="dialog.close(true)"
    >
      <p>It is a cache: everything in it follows from {{ projection.topics.join(' and ') }}. So:</p>
      <ol>
        <li>A new generation is built from the first record of the log. The old one goes on answering meanwhile.</li>
        <li>When both stand at the same position, they are compared, table by table.</li>
        <li>If they are equal, the new one answers from then on, and the old one is dropped.</li>
      </ol>
      <p>
        Shoppers notice nothing. You can cancel at any moment, and if a process ends in between, nothing is lost. No
        order is placed and no alert is raised a second time.
      </p>
    </ops-dialog-frame>
  `,
  styles: `
    ol {
      margin: 0;
      padding-inline-start: 1.375rem;
    }
    li + li {
      margin-top: var(--shop-space-1);
    }
  `,
})
export class RebuildDialog {
  protected readonly projection = inject<ProjectionInfo>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<RebuildDialog, boolean>>(MatDialogRef);
}
