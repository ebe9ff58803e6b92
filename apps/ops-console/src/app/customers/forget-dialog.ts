import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import type { Customer } from '@shop/api';

/** Says what goes and what stays before a person is forgotten. Closes with true when it is to be done. */
@Component({
  selector: 'ops-forget-dialog',
  imports: [MatButton, MatDialogModule],
  template: `
    <h2 mat-dialog-title>Forget {{ customer.name }}?</h2>
    <mat-dialog-content>
      <h3>Goes</h3>
      <ul>
        <li>The account and its sessions, at once.</li>
        <li>Name, email address, the addresses of all orders, and notes on alerts about this person.</li>
        <li>Reviews are no longer shown.</li>
      </ul>
      <h3>Stays</h3>
      <ul>
        <li>Orders, sales and stars, under an id that names nobody any more.</li>
        <li>The texts of reviews in the log, where no page shows them.</li>
      </ul>
      <p>It is done within seconds on every page, and within three days in the log. It can’t be taken back.</p>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close type="button">Keep this person</button>
      <button matButton="filled" class="danger" [mat-dialog-close]="true" type="button">Forget this person</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      color: var(--mat-sys-on-surface);
      font-size: 0.9375rem;
    }
    ul {
      margin: var(--shop-space-1) 0 var(--shop-space-3);
      padding-inline-start: 1.375rem;
    }
    .danger {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
})
export class ForgetDialog {
  protected readonly customer = inject<Customer>(MAT_DIALOG_DATA);
}
