import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LucideHistory } from '@lucide/angular';
import { Clock } from '../format/clock.js';
import { parseTime, pastTimes, toLocalField } from './as-of.js';

/** Chooses a time in the past, discreetly: behind a button, some times that people ask for, and any other. */
@Component({
  selector: 'shop-as-of-picker',
  imports: [LucideHistory, MatButton],
  template: `
    <details #details [class.past]="at()">
      <summary><svg lucideHistory [size]="18"></svg> As of…</summary>
      <div class="panel" role="group" aria-label="Show it as it was">
        <div class="times">
          @for (time of times(); track time.label) {
            <button matButton="tonal" type="button" (click)="choose(time.at, details)">{{ time.label }}</button>
          }
          @if (at()) {
            <button matButton="text" type="button" (click)="choose(undefined, details)">Now</button>
          }
        </div>
        <form class="other" (submit)="$event.preventDefault(); choose(timeOf(field.value), details)">
          <label>
            <span>Any other time</span>
            <input #field type="datetime-local" required [value]="shown()" [max]="latest()" />
          </label>
          <button matButton="outlined" type="submit">Show</button>
        </form>
      </div>
    </details>
  `,
  styles: `
    :host {
      position: relative;
      display: inline-block;
    }
    summary {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      min-height: 2.5rem;
      padding-inline: var(--shop-space-3);
      border-radius: var(--shop-radius-full);
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.875rem;
      font-weight: 560;
      list-style: none;
      cursor: pointer;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    summary:hover,
    [open] summary {
      background: var(--mat-sys-surface-container-high);
    }
    .past summary {
      color: var(--mat-sys-primary);
    }
    .panel {
      position: absolute;
      z-index: 5;
      inset-inline-end: 0;
      display: grid;
      gap: var(--shop-space-3);
      width: min(22rem, calc(100vw - 2rem));
      margin-top: var(--shop-space-1);
      padding: var(--shop-space-4);
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--shop-radius-l);
      background: var(--shop-card);
      box-shadow: var(--shop-shadow-2);
    }
    .times {
      display: flex;
      flex-wrap: wrap;
      gap: var(--shop-space-2);
    }
    .other {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: var(--shop-space-2);
    }
    label {
      flex: 1 1 12rem;
    }
    label span {
      display: block;
      margin-bottom: 0.125rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: 0.75rem;
    }
    input {
      width: 100%;
      min-height: 2.5rem;
      padding: 0.25rem 0.5rem;
      border: 1px solid var(--mat-sys-outline);
      border-radius: var(--shop-radius-s);
      background: transparent;
      color: inherit;
      color-scheme: inherit;
      font: inherit;
    }
    @media (max-width: 40rem) {
      .panel {
        inset-inline: 0 auto;
      }
    }
  `,
})
export class AsOfPicker {
  /** The time that is shown (RFC 3339); undefined is now. */
  readonly at = input<string>();
  /** The person wants to see this time (RFC 3339); undefined is now. */
  readonly atChange = output<string | undefined>();

  readonly #now = inject(Clock).now;
  protected readonly times = computed(() => pastTimes(new Date(this.#now())));
  protected readonly latest = computed(() => toLocalField(new Date(this.#now()).toISOString()));
  protected readonly shown = computed(() => toLocalField(this.at() ?? this.times()[1]!.at));
  protected readonly timeOf = parseTime;

  protected choose(at: string | undefined, details: HTMLDetailsElement): void {
    details.open = false;
    this.atChange.emit(at);
  }
}
