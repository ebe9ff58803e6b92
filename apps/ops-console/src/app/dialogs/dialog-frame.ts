import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';
import { Notice } from '@shop/design-system';

/**
 * What every dialog of the console that asks something looks like: a heading, what it means, what went wrong, and two
 * buttons, of which the first leaves everything as it is.
 */
@Component({
  selector: 'ops-dialog-frame',
  imports: [MatButton, MatDialogModule, Notice],
  template: `
    <form (submit)="$event.preventDefault(); possible() && act.emit()">
      <h2 mat-dialog-title>{{ heading() }}</h2>
      <mat-dialog-content>
        <ng-content />
        @if (problem(); as problem) {
          <shop-notice kind="problem">{{ problem }}</shop-notice>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close type="button">{{ keepLabel() }}</button>
        <button matButton="filled" type="submit" [class.danger]="danger()" [disabled]="!possible()">
          {{ actLabel() }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    :host,
    form {
      display: contents;
    }
    mat-dialog-content {
      display: grid;
      gap: var(--shop-space-3);
      color: var(--mat-sys-on-surface);
      font-size: 0.9375rem;
    }
    .danger {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
})
export class DialogFrame {
  readonly heading = input.required<string>();
  /** What the button says that does it. */
  readonly actLabel = input.required<string>();
  /** What the button says that closes the dialog and changes nothing. */
  readonly keepLabel = input('Leave it');
  /** Whether it can't be taken back. */
  readonly danger = input(false);
  /** Whether it can be done now. */
  readonly possible = input(true);
  readonly problem = input<string>();
  /** It is to be done. */
  readonly act = output();
}
