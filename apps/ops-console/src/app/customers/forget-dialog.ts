import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Customer } from '@shop/api';
import { DialogFrame } from '../dialogs/dialog-frame.js';

/** Says what goes and what stays before a person is forgotten. Closes with true when it is to be done. */
@Component({
  selector: 'ops-forget-dialog',
  imports: [DialogFrame],
  template: `
    <ops-dialog-frame
      [heading]="'Forget ' + customer.name + '?'"
      keepLabel="Keep this person"
      actLabel="Forget this person"
      [danger]="true"
      (act)="dialog.close(true)"
    >
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
    </ops-dialog-frame>
  `,
  styles: `
    ul {
      margin: 0;
      padding-inline-start: 1.375rem;
    }
  `,
})
export class ForgetDialog {
  protected readonly customer = inject<Customer>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<ForgetDialog, boolean>>(MatDialogRef);
}
