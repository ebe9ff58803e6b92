import { Component, computed, inject, input } from '@angular/core';
import { Clock } from './clock.js';

const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/**
 * How long ago (or ahead) a time is, in words: `5 minutes ago`, `yesterday`, `just now` within 45 s.
 * @param time RFC 3339
 * @param now milliseconds since the epoch
 */
export function relativeTime(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Math.abs(seconds) < 45) return 'just now';
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[units.length - 1]!;
  return words.format(Math.round(seconds / size), unit);
}

/** A time in words that stay right while the page is open; the exact time is its title. */
@Component({
  selector: 'shop-time',
  template: `<time [attr.datetime]="time()" [title]="exact()">{{ text() }}</time>`,
  styles: 'time { white-space: nowrap }',
})
export class RelativeTime {
  /** RFC 3339. */
  readonly time = input.required<string>();
  readonly #now = inject(Clock).now;
  protected readonly text = computed(() => relativeTime(this.time(), this.#now()));
  protected readonly exact = computed(() => full.format(new Date(this.time())));
}
