import { Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { LucideX } from '@lucide/angular';
import type { Alert } from '@shop/api';
import { Stars } from '@shop/design-system';
import { AlertsFeed } from './alerts-feed.js';

/** New alerts in the corner of whatever page is shown. They stay until somebody opens or dismisses them. */
@Component({
  selector: 'ops-popups',
  imports: [LucideX, MatIconButton, Stars],
  template: `
    @for (alert of feed.popups(); track alert.alertId) {
      <article [attr.aria-label]="'New alert about ' + alert.productName">
        <button type="button" class="open" (click)="open(alert)">
          <span class="head">
            <strong>{{ alert.productName }}</strong>
            <shop-stars [rating]="alert.rating" />
            @if (feed.arrivals().get(alert.alertId); as milliseconds) {
              <span class="ms tabular">{{ milliseconds }} ms</span>
            }
          </span>
          <span class="text">{{ alert.text || 'Nothing written.' }}</span>
          <span class="who">{{ alert.customer.name }} · {{ alert.customer.loyaltyStatus }}</span>
        </button>
        <button matIconButton type="button" aria-label="Dismiss" (click)="feed.dismiss(alert.alertId)">
          <svg lucideX [size]="18"></svg>
        </button>
      </article>
    }
  `,
  styles: `
    :host {
      position: fixed;
      z-index: 5;
      inset-block-end: 3rem;
      inset-inline-end: var(--shop-space-4);
      display: grid;
      gap: var(--shop-space-2);
      width: min(24rem, calc(100vw - 2rem));
    }
    article {
      display: flex;
      align-items: start;
      border: 1px solid var(--mat-sys-outline-variant);
      border-inline-start: 4px solid var(--mat-sys-error);
      border-radius: var(--shop-radius-m);
      background: var(--shop-card);
      box-shadow: var(--shop-shadow-2);
      animation: rise 320ms var(--shop-ease);
    }
    .open {
      flex: 1;
      display: grid;
      gap: 2px;
      min-width: 0;
      padding: 0.625rem 0 0.75rem 0.875rem;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      font-size: 0.8125rem;
      text-align: start;
      cursor: pointer;
    }
    .head {
      display: flex;
      align-items: center;
      gap: var(--shop-space-2);
    }
    .head strong {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: 0.875rem;
    }
    shop-stars {
      --shop-stars-size: 0.75rem;
    }
    .ms {
      margin-inline-start: auto;
      font: 600 0.75rem var(--shop-mono);
    }
    .text {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      overflow-wrap: anywhere;
    }
    .who {
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.75rem;
    }
    @keyframes rise {
      from {
        opacity: 0;
        transform: translateY(12px);
      }
    }
  `,
})
export class Popups {
  protected readonly feed = inject(AlertsFeed);
  private readonly router = inject(Router);

  protected open({ alertId }: Alert): void {
    this.feed.dismiss(alertId);
    void this.router.navigate(['/alerts', alertId]);
  }
}
