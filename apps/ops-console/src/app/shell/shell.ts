import { Component, computed, DestroyRef, DOCUMENT, effect, ElementRef, inject, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatMenuModule } from '@angular/material/menu';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { LucideBell, LucideBellOff, LucideKeyboard, LucideUserRound, LucideVolume2 } from '@lucide/angular';
import { ConnectionBanner, initialOf, NavDrawer, Notice, ThemeToggle } from '@shop/design-system';
import { filter } from 'rxjs';
import { AlertsFeed } from '../alerts/alerts-feed.js';
import { Popups } from '../alerts/popups.js';
import { FlowStrip } from '../flow/flow-strip.js';
import { LiveFeed } from '../live/live-feed.js';
import { Session } from '../session/session.js';
import { TickerDock } from '../ticker/ticker-dock.js';
import { ConnectionPill } from './connection-pill.js';
import { HelpDialog } from './help-dialog.js';
import { NavIcon } from './nav-icon.js';
import { pages } from './pages.js';
import { Preferences } from './preferences.js';
import { injectShortcuts } from './shortcuts.js';

/** What surrounds every page: navigation, how connections and flow stand, the ticker; keeps the live feeds running. */
@Component({
  selector: 'ops-shell',
  imports: [
    ConnectionBanner,
    ConnectionPill,
    FlowStrip,
    LucideBell,
    LucideBellOff,
    LucideKeyboard,
    LucideUserRound,
    LucideVolume2,
    MatIconButton,
    MatMenuModule,
    NavDrawer,
    NavIcon,
    Notice,
    Popups,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    ThemeToggle,
    TickerDock,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected readonly session = inject(Session);
  protected readonly alerts = inject(AlertsFeed);
  private readonly live = inject(LiveFeed);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly document = inject(DOCUMENT);
  private readonly preferences = inject(Preferences);

  protected readonly pages = pages;
  protected readonly sound = this.preferences.of('sound');
  protected readonly initials = computed(() =>
    (this.session.user()?.name ?? '').split(/\s+/).slice(0, 2).map(initialOf).join(''),
  );
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    this.alerts.start();
    this.live.start();
    inject(DestroyRef).onDestroy(() => {
      this.alerts.stop();
      this.live.stop();
    });
    effect(() => {
      const state = this.session.state();
      if (state === 'signedOut') void this.router.navigate(['/sign-in'], { queryParams: { next: this.router.url } });
      if (state === 'refused') void this.router.navigateByUrl('/refused');
    });
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(({ url }) => this.focusHeading(url));
    injectShortcuts(
      { keys: '?', what: 'This help', run: () => this.help() },
      ...pages.map(({ path, label, key }) => ({
        keys: `g ${key}`,
        what: `Go to ${label}`,
        run: () => void this.router.navigateByUrl(path),
      })),
    );
  }

  protected help(): void {
    this.dialog.open(HelpDialog, { autoFocus: 'dialog', width: '34rem' });
  }

  protected skipToMain(): void {
    this.main().nativeElement.focus();
  }

  protected toggleSound(): void {
    this.preferences.toggle('sound');
  }

  /** Signs out and forgets everything that was on the screen, which a navigation within the page would not. */
  protected async signOut(): Promise<void> {
    await this.session.signOut();
    this.document.location.assign('sign-in');
  }

  private shown: string | undefined;
  /** A new page starts at its heading; choosing another item of the same page moves no focus. */
  private focusHeading(url: string): void {
    const page = url.split(/[/?]/)[1] ?? '';
    const arrived = this.shown === undefined;
    if (page === this.shown) return;
    this.shown = page;
    if (arrived) return;
    queueMicrotask(() => this.main().nativeElement.querySelector<HTMLElement>('h1')?.focus());
  }
}
