import { HttpClient } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { LucideDownload, LucideLogOut, LucideUserRound, LucideUserX } from '@lucide/angular';
import type { PersonExport, Problem } from '@shop/api';
import { EmptyState, Notice, PageHeader, problemOf, saveFile, sentenceOf } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { Session } from '../session/session.js';
import { DeleteAccountDialog } from './delete-account-dialog.js';

/** What the parts of an export are called. */
const PARTS: Readonly<Record<string, string>> = {
  account: 'your account',
  shopping: 'your baskets and orders',
  reviews: 'your reviews',
  alerts: 'alerts about your reviews',
  operations: 'what our staff sees',
};

const list = new Intl.ListFormat('en-GB');

/** A person's account: who they are, all that is held about them, and the way out. */
@Component({
  selector: 'shop-account-page',
  imports: [
    EmptyState,
    LucideDownload,
    LucideLogOut,
    LucideUserRound,
    LucideUserX,
    MatButton,
    Notice,
    PageHeader,
    RouterLink,
  ],
  template: `
    <div class="page narrow stack">
      <shop-page-header heading="Your account" />
      @if (deleted()) {
        <shop-notice kind="done">
          Your account is deleted, and you are signed out. Your name is gone from our pages in a few seconds, and from
          the log within three days.
        </shop-notice>
        <a matButton="filled" routerLink="/">Back to the shop</a>
      } @else if (session.user(); as user) {
        <section class="card stack" aria-labelledby="who">
          <h2 id="who">{{ user.name }}</h2>
          <p class="muted">{{ user.email }}, {{ user.loyaltyStatus }} customer</p>
        </section>
        <section class="card stack" aria-labelledby="data">
          <h2 id="data">Your data</h2>
          <p>
            Everything that we hold about you, in one file: account, baskets, orders, reviews, alerts about them, and
            when your account was used or changed.
          </p>
          @if (problem(); as p) {
            <shop-notice kind="problem">{{ sentenceOf(p) }}</shop-notice>
          }
          @if (missing(); as words) {
            <shop-notice kind="problem">
              The file is not complete: we could not get {{ words }} just now. Try again in a moment.
            </shop-notice>
          }
          @if (downloaded()) {
            <shop-notice kind="done">Your file is downloaded: my-data.json.</shop-notice>
          }
          <button matButton="outlined" type="button" [disabled]="gathering()" (click)="download(user.userId)">
            <svg lucideDownload [size]="18"></svg>
            {{ gathering() ? 'Gathering…' : 'Download my data' }}
          </button>
        </section>
        <section class="card stack" aria-labelledby="sessions">
          <h2 id="sessions">Where you are signed in</h2>
          <p>
            If you have lost a device, or forgot to sign out somewhere, end your sessions on all devices. This one ends
            as well.
          </p>
          @if (notSignedOut(); as p) {
            <shop-notice kind="problem">{{ sentenceOf(p) }}</shop-notice>
          }
          <button matButton="outlined" type="button" (click)="signOutEverywhere()">
            <svg lucideLogOut [size]="18"></svg> Sign out everywhere
          </button>
        </section>
        <section class="card stack" aria-labelledby="leave">
          <h2 id="leave">Leaving</h2>
          <p>
            Your name, email address and the addresses of your orders are forgotten. Your reviews are no longer shown.
            Orders stay in our books, without you.
          </p>
          <button matButton="outlined" class="danger" type="button" (click)="leave(user.userId)">
            <svg lucideUserX [size]="18"></svg> Delete my account
          </button>
        </section>
      } @else if (session.user() === null) {
        @if (signedOut()) {
          <shop-notice kind="done">You are signed out everywhere.</shop-notice>
        }
        <shop-empty-state heading="You are not signed in" text="Sign in to see your account.">
          <svg lucideUserRound [size]="30"></svg>
          <a matButton="filled" routerLink="/sign-in" [queryParams]="{ return: '/account' }">Sign in</a>
        </shop-empty-state>
      }
    </div>
  `,
  styles: `
    button {
      justify-self: start;
    }
    .danger {
      color: var(--mat-sys-error);
    }
    h2 {
      overflow-wrap: anywhere;
    }
  `,
})
export class AccountPage {
  readonly #http = inject(HttpClient);
  readonly #dialogs = inject(MatDialog);
  protected readonly session = inject(Session);
  protected readonly gathering = signal(false);
  protected readonly downloaded = signal(false);
  protected readonly sentenceOf = sentenceOf;
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** The parts that are missing in the file, in words. */
  protected readonly missing = signal('');
  protected readonly deleted = signal(false);
  protected readonly notSignedOut = signal<Problem | undefined>(undefined);
  protected readonly signedOut = signal(false);

  protected async download(userId: string): Promise<void> {
    this.gathering.set(true);
    this.downloaded.set(false);
    this.problem.set(undefined);
    this.missing.set('');
    try {
      const held = await firstValueFrom(
        this.#http.get<PersonExport>(`/api/users/${encodeURIComponent(userId)}/export`),
      );
      saveFile('my-data.json', new Blob([JSON.stringify(held, undefined, 2)], { type: 'application/json' }));
      this.downloaded.set(held.complete);
      this.missing.set(list.format(held.missing.map(({ part }) => PARTS[part] ?? part)));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.gathering.set(false);
    }
  }

  protected async signOutEverywhere(): Promise<void> {
    this.notSignedOut.set(await this.session.signOut(true));
    this.signedOut.set(!this.notSignedOut());
  }

  protected async leave(userId: string): Promise<void> {
    const dialog = this.#dialogs.open<DeleteAccountDialog, string, boolean>(DeleteAccountDialog, {
      data: userId,
      width: '32rem',
    });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    this.deleted.set(true);
    await this.session.ended();
  }
}
