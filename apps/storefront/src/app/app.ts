import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { ConnectionBanner } from '@shop/design-system';
import { FocusOnNavigation } from './shell/focus-on-navigation.js';
import { ShopFooter } from './shell/shop-footer.js';
import { ShopHeader } from './shell/shop-header.js';

/** The frame of every page. */
@Component({
  selector: 'shop-root',
  imports: [ConnectionBanner, RouterOutlet, ShopFooter, ShopHeader],
  template: `
    <a class="skip" href="#main" (click)="skip($event, main)">Skip to the content</a>
    <shop-connection-banner />
    <shop-header />
    <main #main id="main" tabindex="-1"><router-outlet /></main>
    <shop-footer />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
    }
    main {
      flex: 1;
      outline: none;
    }
    .skip {
      position: fixed;
      z-index: 100;
      top: 0.5rem;
      left: 0.5rem;
      padding: 0.5rem 1rem;
      border-radius: var(--shop-radius-m);
      background: var(--mat-sys-primary);
      color: var(--mat-sys-on-primary);
      transform: translateY(-200%);
    }
    .skip:focus {
      transform: none;
    }
  `,
})
export class App {
  constructor() {
    inject(FocusOnNavigation).start();
  }

  /** A fragment link would lead away from the page: `<base>` makes it relative to the home page. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  }
}
