import { Component, computed, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { ProjectionInfo } from '@shop/api';
import { DialogFrame } from '../dialogs/dialog-frame.js';
import { differingWords } from './projection-words.js';

/** Says what it means that the log wins, before rows that answer are given up. Closes with true when it is to be done. */
@Component({
  selector: 'ops-log-wins-dialog',
  imports: [DialogFrame],
  template: `
    <ops-dialog-frame
      [heading]="'Let the log win over ' + projection.name + '?'"
      actLabel="The log wins"
      [danger]="true"
      (act)="dialog.close(true)"
    >
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
    </ops-dialog-frame>
  `,
  styles: `
    ul {
      margin: 0;
      padding-inline-start: 1.375rem;
    }
    li {
      overflow-wrap: anywhere;
    }
  `,
})
export class LogWinsDialog {
  protected readonly projection = inject<ProjectionInfo>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<LogWinsDialog, boolean>>(MatDialogRef);
  protected readonly tables = computed(() =>
    (this.projection.last?.tables ?? [])
      .filter(({ equal }) => equal === false)
      .map(({ table, differing }) => ({ table, words: differing ? `: ${differingWords(differing)}` : '' })),
  );
}
