import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

/** The foot of every page. */
@Component({
  selector: 'shop-footer',
  imports: [RouterLink],
  template: `
    <footer>
      <div class="inner">
        <p><strong>The log is the truth.</strong> Everything on these pages was worked out from it.</p>
        <nav aria-label="About">
          <a routerLink="/about">How this shop works</a>
          <a href="/api/docs">The interface</a>
          <a href="/ops/">Operations</a>
        </nav>
      </div>
    </footer>
  `,
  styles: `
    footer {
      border-top: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-surface-container-low);
      font-size: 0.875rem;
    }
    .inner {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--shop-space-3) var(--shop-space-6);
      max-width: var(--shop-page);
      margin-inline: auto;
      padding: var(--shop-space-5) var(--shop-gutter);
    }
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: var(--shop-space-2) var(--shop-space-5);
    }
  `,
})
export class ShopFooter {}
