import { Component, computed, inject, input, signal } from '@angular/core';
import { email, form, minLength, required, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { adviceOn, Notice, problemOf, sentenceOf, TextField, ThemeToggle } from '@shop/design-system';
import { Session } from './session.js';

/** The way into the console. */
@Component({
  selector: 'ops-sign-in-page',
  imports: [MatButton, Notice, TextField, ThemeToggle],
  template: `
    <main>
      <header>
        <img src="console.svg" alt="" width="44" height="44" />
        <shop-theme-toggle />
      </header>
      <h1 tabindex="-1">Ops console</h1>
      <p class="muted">Alerts, figures and the flow of data. For operations staff.</p>
      <form novalidate (submit)="signIn($event)">
        <shop-text-field [field]="fields.email" label="Email" type="email" autocomplete="username" />
        <shop-text-field [field]="fields.password" label="Password" type="password" autocomplete="current-password" />
        @if (refusal(); as words) {
          <shop-notice kind="problem">{{ words }}</shop-notice>
        }
        @if (session.state() === 'unreachable' && !refusal()) {
          <shop-notice kind="problem">The shop isn’t answering. Sign in once it does.</shop-notice>
        }
        <button matButton="filled" type="submit" [disabled]="busy()">{{ busy() ? 'Signing in…' : 'Sign in' }}</button>
      </form>
      <p class="foot"><a href="/">To the shop</a></p>
    </main>
  `,
  styles: `
    :host {
      display: grid;
      min-height: 100dvh;
      place-items: center;
      padding: var(--shop-space-4);
      background:
        radial-gradient(
          60rem 30rem at 50% -10rem,
          color-mix(in srgb, var(--mat-sys-primary) 16%, transparent),
          transparent
        ),
        var(--mat-sys-background);
    }
    main {
      width: min(100%, 24rem);
      padding: var(--shop-space-6) var(--shop-space-5) var(--shop-space-5);
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--shop-radius-l);
      background: var(--shop-card);
      box-shadow: var(--shop-shadow-2);
    }
    header {
      display: flex;
      justify-content: space-between;
      align-items: start;
      margin-bottom: var(--shop-space-3);
    }
    form {
      display: grid;
      gap: var(--shop-space-4);
      margin-top: var(--shop-space-5);
    }
    .foot {
      margin-top: var(--shop-space-5);
      font-size: 0.875rem;
    }
  `,
})
export class SignInPage {
  /** Where to go afterwards, a path within the console. */
  readonly next = input<string>();

  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly model = signal({ email: '', password: '' });
  protected readonly fields = form(this.model, (path) => {
    required(path.email, { message: 'Enter your email address.' });
    email(path.email, { message: 'This is not an email address.' });
    required(path.password, { message: 'Enter your password.' });
    minLength(path.password, 1);
  });
  protected readonly busy = computed(() => this.fields().submitting());
  protected readonly refusal = signal('');

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    this.refusal.set('');
    await submit(this.fields, async () => {
      try {
        const { email: address, password } = this.model();
        const state = await this.session.signIn(address, password);
        await this.router.navigateByUrl(state === 'operator' ? this.target() : '/refused');
      } catch (error) {
        const problem = problemOf(error);
        this.refusal.set(
          problem.status === 401
            ? 'Email and password don’t belong together.'
            : `${sentenceOf(problem)} ${adviceOn(problem).advice}`,
        );
      }
      return undefined;
    });
  }

  /** Only paths of our own: an address from outside could lead anywhere. */
  private target(): string {
    const next = this.next() ?? '';
    return next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/alerts';
  }
}
