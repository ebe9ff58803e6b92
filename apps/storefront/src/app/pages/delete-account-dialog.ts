import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Problem } from '@shop/api';
import { Notice, problemOf, sentenceOf, serverErrors, type SubmitErrors, TextField } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';

/** Says what happens when an account is deleted, and asks for its password. Closes with true when it was deleted. */
@Component({
  selector: 'shop-delete-account-dialog',
  imports: [FormRoot, MatButton, MatDialogModule, Notice, TextField],
  template: `
    <h2 mat-dialog-title>Delete your account?</h2>
    <form [formRoot]="form" aria-label="Delete your account">
      <mat-dialog-content class="stack">
        <ul>
          <li>You are signed out everywhere, and can’t sign in any more.</li>
          <li>Your name, email address and the addresses of your orders are forgotten.</li>
          <li>Your reviews are no longer shown. Their stars still count.</li>
          <li>Your orders stay in our books, without you. You can’t look at them any more.</li>
        </ul>
        <p>This can’t be taken back. You may want to download your data first.</p>
        @if (problem(); as p) {
          <shop-notice kind="problem">{{ sentenceOf(p) }}</shop-notice>
        }
        <shop-text-field
          label="Your password"
          type="password"
          autocomplete="current-password"
          [field]="form.password"
        />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton mat-dialog-close type="button">Keep my account</button>
        <button matButton="filled" class="danger" type="submit" [disabled]="form().submitting()">
          {{ form().submitting() ? 'Deleting…' : 'Delete my account' }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      color: var(--mat-sys-on-surface);
      display: grid;
      gap: var(--shop-space-3);
    }
    ul {
      margin: 0;
      padding-inline-start: 1.25rem;
    }
    .danger {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
})
export class DeleteAccountDialog {
  readonly #http = inject(HttpClient);
  readonly #dialog = inject<MatDialogRef<DeleteAccountDialog, boolean>>(MatDialogRef);
  readonly #userId = inject<string>(MAT_DIALOG_DATA);
  readonly #model = signal({ password: '' });
  protected readonly sentenceOf = sentenceOf;
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.#model,
    (goodbye) => required(goodbye.password, { message: 'Your password, please.' }),
    { submission: { action: () => this.#delete() } },
  );

  async #delete(): Promise<SubmitErrors> {
    this.problem.set(undefined);
    try {
      const url = `/api/users/${encodeURIComponent(this.#userId)}`;
      await firstValueFrom(this.#http.delete(url, { body: this.#model() }));
    } catch (error) {
      const problem = problemOf(error);
      const errors = serverErrors(problem, this.form);
      if (errors?.length === 0) this.problem.set(problem);
      return errors;
    }
    this.#dialog.close(true);
    return undefined;
  }
}
