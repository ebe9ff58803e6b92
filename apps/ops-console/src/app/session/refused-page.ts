import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideLockKeyhole } from '@lucide/angular';
import { EmptyState } from '@shop/design-system';
import { Session } from './session.js';

/** What somebody sees who is signed in without being operations staff. */
@Component({
  selector: 'ops-refused-page',
  imports: [EmptyState, LucideLockKeyhole, MatButton],
  template: `
    <main>
      <h1 class="visually-hidden">For operations staff only</h1>
      <shop-empty-state
        heading="This console is for operations staff"
        [text]="
          session.user()
            ? 'You are signed in as ' +
              session.user()!.name +
              ', whose account has neither the role “ops” nor “ops.read”. Nothing here was shown to you.'
            : 'Sign in with an account that has the role “ops” or “ops.read”.'
        "
      >
        <svg lucideLockKeyhole [size]="30"></svg>
        <button matButton="filled" type="button" (click)="signInAnew()">Sign in with another account</button>
        <a matButton="outlined" href="/">To the shop</a>
      </shop-empty-state>
    </main>
  `,
  styles: `
    main {
      display: grid;
      min-height: 100dvh;
      place-items: center;
      padding: var(--shop-space-4);
    }
  `,
})
export class RefusedPage {
  protected readonly session = inject(Session);
  private readonly router = inject(Router);

  protected async signInAnew(): Promise<void> {
    // Also when signing out fails: signing in replaces the session anyway.
    await this.session.signOut().catch(() => undefined);
    await this.router.navigateByUrl('/sign-in');
  }
}
