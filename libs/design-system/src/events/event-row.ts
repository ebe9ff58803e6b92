import { Component, input } from '@angular/core';
import type { Position } from '@shop/topics';
import { RelativeTime } from '../format/relative-time.js';
import { EventChip } from './event-chip.js';

/** One event of a history: its number, its type, what it says (projected), when, and where it stands in the log. */
@Component({
  selector: 'shop-event-row',
  imports: [EventChip, RelativeTime],
  template: `
    <span class="number tabular" aria-hidden="true">{{ number() }}</span>
    <div class="body">
      <div class="head">
        <shop-event-chip [type]="type()" [ignored]="!!ignored()" [pale]="dim()" />
        <span class="words"><ng-content /></span>
      </div>
      @if (ignored(); as why) {
        <p class="why">
          Ignored: {{ why.reason }} <code>{{ why.code }}</code>
        </p>
      }
      <p class="meta">
        <shop-time [time]="time()" />
        @if (position(); as p) {
          <code [title]="'Topic ' + p.topic + ', partition ' + p.partition + ', offset ' + p.offset">
            {{ p.topic }}/{{ p.partition }}@{{ p.offset }}
          </code>
        }
      </p>
    </div>
  `,
  host: { '[class.dim]': 'dim()', '[class.now]': 'now()' },
  styleUrl: './event-row.css',
})
export class EventRow {
  readonly number = input.required<number>();
  /** The event type: `ItemAdd`. */
  readonly type = input.required<string>();
  /** RFC 3339. */
  readonly time = input.required<string>();
  readonly position = input<Position>();
  /** Why it changed nothing. */
  readonly ignored = input<{ code: string; reason: string }>();
  /** Whether it lies after the moment that is looked at. */
  readonly dim = input(false);
  /** Whether it is the moment that is looked at. */
  readonly now = input(false);
}
