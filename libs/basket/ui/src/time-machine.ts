import { afterRenderEffect, Component, computed, type ElementRef, input, model, viewChild } from '@angular/core';
import type { HistoryEntry } from '@shop/api';
import { EventRow, momentAt, MoneyPipe, TimePlayer } from '@shop/design-system';
import { storyOf, totalIn } from './story.js';

/**
 * The idea of the shop on one screen: (1) the log of events, (2) the basket that its first n events add up to, folded
 * here by the same `evolve` as on the server, (3) the rows that a table would have kept, which has no slider.
 */
@Component({
  selector: 'shop-time-machine',
  imports: [EventRow, MoneyPipe, TimePlayer],
  templateUrl: './time-machine.html',
  styleUrl: './time-machine.css',
})
export class TimeMachine {
  /** All events of the basket, in the order of the log. */
  readonly entries = input.required<readonly HistoryEntry[]>();
  /** The event number to look at; undefined is now. */
  readonly at = model<number>();

  protected readonly story = computed(() => storyOf(this.entries()));
  protected readonly last = computed(() => this.story().moments.length - 1);
  protected readonly moment = computed(() => momentAt(this.story().moments, this.at()));
  protected readonly number = computed(() => this.moment()?.number ?? 0);
  protected readonly isNow = computed(() => this.number() >= this.last());
  protected readonly total = computed(() => totalIn(this.moment()!.state));
  /** What happened to things, not the opening: those are what people count as events. */
  protected readonly kept = computed(() => this.story().table.kept);
  protected readonly forgotten = computed(() => this.story().table.forgotten);

  protected readonly log = viewChild<ElementRef<HTMLElement>>('log');

  constructor() {
    // Keeps the event that is looked at in sight, without moving the page.
    afterRenderEffect({
      write: () => {
        const log = this.log()?.nativeElement;
        const row = log?.querySelector<HTMLElement>(`[data-number="${this.number()}"]`);
        if (log && row) log.scrollTop = row.offsetTop - log.clientHeight / 2;
      },
    });
  }
}
