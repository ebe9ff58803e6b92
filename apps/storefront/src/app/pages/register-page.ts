import { Component, inject, input, signal } from '@angular/core';
import { form, FormRoot, maxLength, minLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '@shop/api';
import { Notice, PageHeader, sentenceOf, serverErrors, type SubmitErrors, TextField } from '@shop/design-system';
import { EMAIL, returnPath, SHORTEST_PASSWORD } from '../session/credentials.js';
import { Session } from '../session/session.js';

/** A new account; it signs in at once, and the basket comes along. */
@Component({
  selector: 'shop-register-page',
  imports: [FormRoot, MatButton, Notice, PageHeader, RouterLink, TextField],
  template: `
    <div class="page narrow">
      <shop-page-header heading="Create an account" lead="You start as a Bronze customer. Your basket comes along." />
      <form class="card stack" [formRoot]="form" aria-label="Create an account">
        @if (problem(); as p) {
          <shop-notice kind="problem">{{ sentenceOf(p) }}</shop-notice>
        }
        <shop-text-field label="Name" autocomplete="name" [field]="form.name" />
        <shop-text-field label="Email" type="email" autocomplete="username" [field]="form.email" />
        <shop-text-field
          label="Password"
          type="password"
          autocomplete="new-password"
          [hint]="'At least ' + shortest + ' characters.'"
          [field]="form.password"
        />
        <button matButton="filled" type="submit" [disabled]="form().submitting()">
          {{ form().submitting() ? 'Creating…' : 'Create account' }}
        </button>
        <p class="muted">
          Been here before?
          <a routerLink="/sign-in" queryParamsHandling="preserve">Sign in</a>
        </p>
      </form>
    </div>
  `,
})
export class RegisterPage {
  /** Where to go afterwards. */
  readonly return = input<string>();

  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #model = signal({ name: '', email: '', password: '' });
  protected readonly shortest = SHORTEST_PASSWORD;
  protected readonly sentenceOf = sentenceOf;
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.#model,
    (account) => {
      required(account.name, { message: 'What is your name?' });
      maxLength(account.name, 100, { message: 'At most 100 characters, please.' });
      required(account.email, { message: 'Which email address?' });
      pattern(account.email, EMAIL, { message: 'An email address looks like name@example.com.' });
      required(account.password, { message: 'Choose a password.' });
      minLength(account.password, SHORTEST_PASSWORD, { message: `At least ${SHORTEST_PASSWORD} characters, please.` });
    },
    { submission: { action: () => this.#register() } },
  );

  async #register(): Promise<SubmitErrors> {
    const problem = await this.#session.register(this.#model());
    this.problem.set(problem);
    if (problem) return serverErrors(problem, this.form);
    await this.#router.navigateByUrl(returnPath(this.return()));
    return undefined;
  }
}
