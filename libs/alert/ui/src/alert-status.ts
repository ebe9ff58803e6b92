import { Component, computed, input } from '@angular/core';
import type { AlertStatus as Status } from '@shop/api';
import { statusWords } from './alert-words.js';

/** The status of an alert as a chip: a shape and a word, never colour alone. */
@Component({
  selector: 'shop-alert-status',
  host: { '[attr.data-status]': 'status()' },
  template: `<span class="dot" aria-hidden="true"></span>{{ words() }}`,
  styles: `
    :host {
      --tone: var(--ops-bad, var(--mat-sys-error));
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding: 1px 8px 1px 7px;
      border-radius: 999px;
      font: 500 12px/18px var(--mat-sys-body-small-font, inherit);
      color: var(--mat-sys-on-surface);
      background: color-mix(in srgb, var(--tone) 14%, transparent);
      white-space: nowrap;
    }
    :host([data-status='acknowledged']) {
      --tone: var(--ops-warn, #b7791f);
    }
    :host([data-status='resolved']) {
      --tone: var(--ops-good, #2f7d4f);
    }
    .dot {
      width: 8px;
      height: 8px;
      border-radius: 50%;
      border: 2px solid var(--tone);
      background: var(--tone);
      box-sizing: border-box;
    }
    :host([data-status='acknowledged']) .dot {
      background: linear-gradient(90deg, var(--tone) 50%, transparent 50%);
    }
    :host([data-status='resolved']) .dot {
      background: transparent;
    }
  `,
})
export class AlertStatusChip {
  readonly status = input.required<Status>();
  protected readonly words = computed(() => statusWords[this.status()]);
}
