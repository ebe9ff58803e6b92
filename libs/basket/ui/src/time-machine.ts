import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { HistoryEntry } from '@shop/api';
import { EventRow, MoneyPipe } from '@shop/design-system';
import { momentAt, storyOf, totalIn } from './story.js';
import { TimeSlider } from './time-slider.js';

/** How long a moment stays while the history plays, in milliseconds. */
const BEAT = 1100;

/**
 * The idea of the shop on one screen: (1) the log of events, (2) the basket that its first n events add up to, folded
 * here by the same `evolve` as on the server, (3) the rows that a table would have kept, which has no slider.
 */
@Component({
  selector: 'shop-time-machine',
  imports: [EventRow, MoneyPipe, TimeSlider],
  templateUrl: './time-machine.html',
  styleUrl: './time-machine.css',
})
export class TimeMachine {
  /** All events of the basket, in the order of the log. */
  readonly entries = input.required<readonly HistoryEntry[]>();
  /** The event number to look at; undefined is now. */
  readonly at = input<number>();
  /** The person looks at another moment; undefined is now. */
  readonly atChange = output<number | undefined>();

  protected readonly story = computed(() => storyOf(this.entries()));
  protected readonly last = computed(() => this.story().moments.length - 1);
  protected readonly number = linkedSignal(() => momentAt(this.story().moments, this.at())?.number ?? 0);
  protected readonly moment = computed(() => momentAt(this.story().moments, this.number()));
  protected readonly isNow = computed(() => this.number() >= this.last());
  protected readonly total = computed(() => totalIn(this.moment()!.state));
  /** What happened to things, not the opening: those are what people count as events. */
  protected readonly kept = computed(() => this.story().table.kept);
  protected readonly forgotten = computed(() => this.story().table.forgotten);

  readonly #timer = signal<ReturnType<typeof setInterval> | undefined>(undefined);
  protected readonly playing = computed(() => this.#timer() !== undefined);

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
    inject(DestroyRef).onDestroy(() => this.#stop());
  }

  protected lookAt(number: number): void {
    this.#stop();
    this.#goTo(number);
  }

  protected play(): void {
    if (this.playing()) return this.#stop();
    if (this.isNow()) this.#goTo(0);
    this.#timer.set(setInterval(() => this.#beat(), BEAT));
  }

  #beat(): void {
    this.#goTo(this.number() + 1);
    if (this.isNow()) this.#stop();
  }

  #goTo(number: number): void {
    this.number.set(Math.min(Math.max(number, 0), this.last()));
    this.atChange.emit(this.isNow() ? undefined : this.number());
  }

  #stop(): void {
    clearInterval(this.#timer());
    this.#timer.set(undefined);
  }
}
