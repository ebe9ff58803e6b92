import { Component, computed, input } from '@angular/core';
import { standingAt } from '@shop/alert-domain';
import type { Alert } from '@shop/api';
import { relativeTime, Stars } from '@shop/design-system';
import { AlertStatusChip } from './alert-status.js';
import { clock } from './alert-words.js';

/** An alert in a list: product, stars, what was written, by whom, and how it stands. */
@Component({
  selector: 'shop-alert-row',
  imports: [Stars, AlertStatusChip],
  host: { '[class.fresh]': 'fresh()', '[class.quiet]': "snoozed() || alert().status === 'resolved'" },
  template: `
    <span class="top">
      <strong>{{ alert().productName }}</strong>
      <shop-stars [rating]="alert().rating" />
      <time [attr.datetime]="alert().raisedAt" [title]="exactly()">{{ since() }}</time>
    </span>
    <span class="text">{{ alert().text || 'Nothing written.' }}</span>
    <span class="bottom">
      <shop-alert-status [status]="alert().status" />
      @if (snoozed()) {
        <span class="note">snoozed until {{ wakes() }}</span>
      }
      @if (alert().assignee; as assignee) {
        <span class="note">→ {{ assignee }}</span>
      }
      <span class="customer">{{ alert().customer.name }}</span>
      @if (milliseconds() !== undefined) {
        <span class="ms" title="From submit to this screen, by the clocks of the shop and of this browser"
          >{{ milliseconds() }} ms</span
        >
      }
    </span>
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
      padding: 10px 14px 11px;
      text-align: start;
      color: var(--mat-sys-on-surface);
      font: 400 13px/1.4 var(--mat-sys-body-medium-font, inherit);
    }
    :host(.quiet) .top strong,
    :host(.quiet) .text {
      color: var(--mat-sys-on-surface-variant);
      font-weight: 400;
    }
    :host(.fresh) {
      animation: arrive 1.6s ease-out;
    }
    .top,
    .bottom {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    .bottom {
      flex-wrap: wrap;
      row-gap: 4px;
    }
    strong {
      font-weight: 600;
      font-size: 14px;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    time,
    .customer,
    .note {
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      white-space: nowrap;
    }
    time {
      margin-inline-start: auto;
    }
    .customer {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    shop-stars {
      --shop-stars-size: 0.75rem;
    }
    .text {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      overflow-wrap: anywhere;
    }
    .ms {
      margin-inline-start: auto;
      padding: 0 6px;
      border-radius: 6px;
      font:
        500 12px/18px ui-monospace,
        monospace;
      background: color-mix(in srgb, var(--ops-good, #2f7d4f) 16%, transparent);
      white-space: nowrap;
    }
    @keyframes arrive {
      from {
        background: color-mix(in srgb, var(--ops-bad, var(--mat-sys-error)) 26%, transparent);
        transform: translateY(-6px);
        opacity: 0.2;
      }
      30% {
        transform: none;
        opacity: 1;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host(.fresh) {
        animation: none;
      }
    }
  `,
})
export class AlertRow {
  readonly alert = input.required<Alert>();
  /** The time now, in milliseconds; ages and snoozes follow from it. */
  readonly now = input.required<number>();
  /** From submit to screen, for an alert that arrived live. */
  readonly milliseconds = input<number>();
  /** Whether it arrived while somebody was looking. */
  readonly fresh = input(false);

  protected readonly since = computed(() => relativeTime(this.alert().raisedAt, this.now()));
  protected readonly exactly = computed(() => clock(this.alert().raisedAt));
  protected readonly snoozed = computed(() => standingAt(this.alert(), this.now()) === 'snoozed');
  protected readonly wakes = computed(() => clock(this.alert().snoozedUntil ?? '').slice(0, -3));
}
