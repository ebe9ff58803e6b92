import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { ProjectionInfo } from '@shop/api';
import { differingWords } from './projection-words.js';

/** Says what it means that the log wins, before rows that answer are given up. Closes with true when it is to be done. */
@Component({
  selector: 'ops-log-wins-dialog',
  imports: [MatButton, MatDialogModule],
  template: `
    <h2 mat-dialog-title>Let the log win over {{ projection.name }}?</h2>
    <mat-dialog-content>
      <p>
        What answers now is not what the log says. If you know that its rows are wrong, build it anew from the log and
        let that take its place, although it is not equal:
      </p>
      <ul>
        @for (table of tables(); track table.table) {
          <li>
            <strong>{{ table.table }}</strong>{{ table.words }}
          </li>
        }
      </ul>
      <p>
        These rows will then answer as the log has them; what stood there instead is dropped and can't be brought back.
        That you said so, and what differed, stays on record.
      </p>
      <p>
        Don't, if the log itself may be wrong: if one of its topics has lost records, or if the projection was changed
        without a new version. Then rows that are right would be lost.
      </p>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close type="button">Leave it</button>
      <button matButton="filled" [mat-dialog-close]="true" type="button">The log wins</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      color: var(--mat-sys-on-surface);
      font-size: 0.9375rem;
    }
    ul {
      margin: var(--shop-space-3) 0;
      padding-inline-start: 1.375rem;
    }
    li {
      overflow-wrap: anywhere;
    }
    p + p {
      margin-top: var(--shop-space-3);
    }
  `,
})
export class LogWinsDialog {
  protected readonly projection = inject<ProjectionInfo>(MAT_DIALOG_DATA);
  protected readonly tables = computed(() =>
    (this.projection.last?.tables ?? [])
      .filter(({ equal }) => equal === false)
      .map(({ table, differing }) => ({ table, words: differing ? `: ${differingWords(differing)}` : '' })),
  );
}
