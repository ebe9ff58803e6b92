import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSnackBar } from '@angular/material/snack-bar';
import { NavigationEnd, Router, RouterLink, RouterLinkActive } from '@angular/router';
import {
  LucideCircleUserRound,
  LucideLogOut,
  LucidePackage,
  LucideShoppingBasket,
  LucideUserCog,
} from '@lucide/angular';
import { BasketStore } from '@shop/basket-ui';
import { NavDrawer, ThemeToggle } from '@shop/design-system';
import { filter, map } from 'rxjs';
import { Session } from '../session/session.js';
import { SearchBox } from './search-box.js';

/** Where the drawer leads, on screens without room for links. */
const pages = [
  { path: '/', label: 'Home' },
  { path: '/browse', label: 'Browse' },
  { path: '/basket', label: 'Your basket' },
  { path: '/orders', label: 'Your orders' },
  { path: '/about', label: 'How it works' },
] as const;

/** The top of every page: navigation, name, search, theme, account, basket. */
@Component({
  selector: 'shop-header',
  imports: [
    MatButton,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    NavDrawer,
    RouterLink,
    RouterLinkActive,
    LucideCircleUserRound,
    LucideLogOut,
    LucidePackage,
    LucideShoppingBasket,
    LucideUserCog,
    SearchBox,
    ThemeToggle,
  ],
  templateUrl: './shop-header.html',
  styleUrl: './shop-header.css',
})
export class ShopHeader {
  readonly #router = inject(Router);
  readonly #messages = inject(MatSnackBar);
  protected readonly session = inject(Session);
  protected readonly pages = pages;
  /** The query doesn't make another page of it. */
  protected readonly exact = {
    paths: 'exact',
    queryParams: 'ignored',
    matrixParams: 'ignored',
    fragment: 'ignored',
  } as const;
  protected readonly units = inject(BasketStore).units;
  protected readonly basketLabel = computed(() => {
    const units = this.units();
    return `Basket, ${units === 1 ? '1 item' : `${units} items`}`;
  });

  /** Where signing in leads back to: this page, unless it is one of those that sign in. */
  protected readonly here = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects: url }) => (/^\/(sign-in|register)/.test(url) ? '/' : url)),
    ),
    { initialValue: '/' },
  );

  protected async signOut(): Promise<void> {
    const problem = await this.session.signOut();
    if (problem) this.#messages.open(`${problem.title}: you are still signed in.`, 'OK', { duration: 8000 });
    else await this.#router.navigateByUrl('/');
  }
}
