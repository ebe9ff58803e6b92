import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { ProjectionInfo } from '@shop/api';

/** Says in plain words what happens before a read model is dropped. Closes with true when it is to be done. */
@Component({
  selector: 'ops-rebuild-dialog',
  imports: [MatButton, MatDialogModule],
  template: `
    <h2 mat-dialog-title>Drop the database of {{ projection.name }}?</h2>
    <mat-dialog-content>
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
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close type="button">Leave it</button>
      <button matButton="filled" [mat-dialog-close]="true" type="button">Drop it and build it anew</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      color: var(--mat-sys-on-surface);
      font-size: 0.9375rem;
    }
    ol {
      margin: var(--shop-space-3) 0;
      padding-inline-start: 1.375rem;
    }
    li + li {
      margin-top: var(--shop-space-1);
    }
  `,
})
export class RebuildDialog {
  protected readonly projection = inject<ProjectionInfo>(MAT_DIALOG_DATA);
}
