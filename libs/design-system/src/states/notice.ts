import { Component, input } from '@angular/core';
import { LucideCircleCheck, LucideClock, LucideInfo, LucideTriangleAlert } from '@lucide/angular';

/** A box in the flow of a page that says what has happened. */
@Component({
  selector: 'shop-notice',
  imports: [LucideCircleCheck, LucideClock, LucideInfo, LucideTriangleAlert],
  template: `
    @switch (kind()) {
      @case ('done') {
        <svg lucideCircleCheck [size]="20"></svg>
      }
      @case ('waiting') {
        <svg lucideClock [size]="20"></svg>
      }
      @case ('problem') {
        <svg lucideTriangleAlert [size]="20"></svg>
      }
      @default {
        <svg lucideInfo [size]="20"></svg>
      }
    }
    <div><ng-content /></div>
  `,
  host: { '[class]': 'kind()', '[attr.role]': 'kind() === "problem" ? "alert" : "status"' },
  styles: `
    :host {
      display: flex;
      gap: var(--shop-space-3);
      padding: var(--shop-space-3) var(--shop-space-4);
      border-radius: var(--shop-radius-m);
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-on-surface);
    }
    :host(.done) {
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }
    :host(.waiting) {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    :host(.problem) {
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
    svg {
      flex: none;
      margin-top: 0.15rem;
    }
    div {
      min-width: 0;
      flex: 1;
    }
  `,
})
export class Notice {
  readonly kind = input<'info' | 'done' | 'waiting' | 'problem'>('info');
}
