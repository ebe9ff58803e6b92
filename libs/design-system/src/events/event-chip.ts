import { Component, computed, input } from '@angular/core';

/** What kind of thing an event says, which decides its colour. */
export type EventTone = 'begin' | 'add' | 'remove' | 'end' | 'other';

const tones: Readonly<Record<string, EventTone>> = {
  BasketOpened: 'begin',
  BasketClaimed: 'begin',
  ItemAdd: 'add',
  ItemRemove: 'remove',
  BasketCheckedOut: 'end',
  OrderPlaced: 'end',
  AlertRaised: 'remove',
  AlertResolved: 'add',
  AlertAcknowledged: 'end',
  AlertReopened: 'remove',
};

/** The tone of an event type. */
export function toneOf(type: string): EventTone {
  return tones[type] ?? 'other';
}

/** The type of an event as it is named in the log. */
@Component({
  selector: 'shop-event-chip',
  template: '{{ type() }}',
  host: { '[class]': 'tone()', '[class.ignored]': 'ignored()', '[class.pale]': 'pale()' },
  styles: `
    :host {
      display: inline-block;
      padding: 0.0625rem 0.5rem;
      border: 1px solid transparent;
      border-radius: var(--shop-radius-full);
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface);
      font: 600 0.75rem / 1.5 var(--shop-mono);
      white-space: nowrap;
    }
    :host(.begin) {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    :host(.add) {
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }
    :host(.remove) {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }
    :host(.end) {
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
    }
    :host(.pale) {
      border-color: var(--mat-sys-outline-variant);
      background: transparent;
      color: var(--mat-sys-on-surface-variant);
    }
    :host(.ignored) {
      border: 1px dashed var(--mat-sys-outline);
      background: transparent;
      color: var(--mat-sys-on-surface-variant);
      text-decoration: line-through;
    }
  `,
})
export class EventChip {
  /** The event type: `ItemAdd`. */
  readonly type = input.required<string>();
  /** Whether it changed nothing. */
  readonly ignored = input(false);
  /** Whether it stands back, because it lies after the moment that is looked at. */
  readonly pale = input(false);
  protected readonly tone = computed(() => toneOf(this.type()));
}
