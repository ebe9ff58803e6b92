import { Component, inject, input, signal } from '@angular/core';
import { form, FormRoot, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '@shop/api';
import { Notice, PageHeader, sentenceOf, serverErrors, type SubmitErrors, TextField } from '@shop/design-system';
import { EMAIL, returnPath } from '../session/credentials.js';
import { Session } from '../session/session.js';

/** Signing in. The basket comes along. */
@Component({
  selector: 'shop-sign-in-page',
  imports: [FormRoot, MatButton, Notice, PageHeader, RouterLink, TextField],
  template: `
    <div class="page narrow">
      <shop-page-header heading="Sign in" lead="Your basket comes along: claiming it is one more event." />
      <form class="card stack" [formRoot]="form" aria-label="Sign in">
        @if (problem(); as p) {
          <shop-notice kind="problem">{{
            p.status === 401 ? 'Email or password is wrong.' : sentenceOf(p)
          }}</shop-notice>
        }
        <shop-text-field label="Email" type="email" autocomplete="username" [field]="form.email" />
        <shop-text-field label="Password" type="password" autocomplete="current-password" [field]="form.password" />
        <button matButton="filled" type="submit" [disabled]="form().submitting()">
          {{ form().submitting() ? 'Signing in…' : 'Sign in' }}
        </button>
        <p class="muted">
          New here?
          <a routerLink="/register" queryParamsHandling="preserve">Create an account</a>
        </p>
      </form>
    </div>
  `,
})
export class SignInPage {
  /** Where to go afterwards. */
  readonly return = input<string>();

  readonly #session = inject(Session);
  readonly #router = inject(Router);
  readonly #model = signal({ email: '', password: '' });
  protected readonly sentenceOf = sentenceOf;
  protected readonly problem = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.#model,
    (credentials) => {
      required(credentials.email, { message: 'Which email address?' });
      pattern(credentials.email, EMAIL, { message: 'An email address looks like name@example.com.' });
      required(credentials.password, { message: 'Which password?' });
    },
    { submission: { action: () => this.#signIn() } },
  );

  async #signIn(): Promise<SubmitErrors> {
    const problem = await this.#session.signIn(this.#model());
    this.problem.set(problem);
    if (problem) return serverErrors(problem, this.form);
    await this.#router.navigateByUrl(returnPath(this.return()));
    return undefined;
  }
}
