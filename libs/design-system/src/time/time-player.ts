import { Component, computed, DestroyRef, inject, input, model, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { LucideChevronFirst, LucidePause, LucidePlay, LucideStepBack, LucideStepForward } from '@lucide/angular';
import { toneOf } from '../events/event-chip.js';
import { momentAt, type Moment } from './moment.js';

/** How long a moment stays while the history plays, in milliseconds. */
const BEAT = 1100;

/**
 * Goes through the moments of any history: a slider with a notch for each event, steps, play and pause, keys, and what
 * the event that is looked at changed, or why it was ignored. The state at the moment is shown by whoever uses this.
 *
 * Keys: arrows step, Home and End go to the first event and to now, space plays and pauses.
 */
@Component({
  selector: 'shop-time-player',
  imports: [LucideChevronFirst, LucidePause, LucidePlay, LucideStepBack, LucideStepForward, MatButton, MatIconButton],
  templateUrl: './time-player.html',
  styleUrl: './time-player.css',
  host: { '(keydown)': 'press($event)' },
})
export class TimePlayer {
  readonly moments = input.required<readonly Moment[]>();
  /** The event number that is looked at; undefined is now. */
  readonly at = model<number>();

  protected readonly last = computed(() => this.moments().length - 1);
  protected readonly moment = computed(() => momentAt(this.moments(), this.at()));
  protected readonly number = computed(() => this.moment()?.number ?? 0);
  protected readonly isNow = computed(() => this.number() >= this.last());
  protected readonly notches = computed(() =>
    this.moments().map(({ number, type, ignored }) => ({
      number,
      tone: toneOf(type),
      ignored: !!ignored,
      left: `${this.last() === 0 ? 0 : (100 * number) / this.last()}%`,
    })),
  );
  protected readonly words = computed(() => {
    const moment = this.moment();
    return moment ? `After event ${moment.number} of ${this.last()}: ${moment.words}` : '';
  });

  readonly #timer = signal<ReturnType<typeof setInterval> | undefined>(undefined);
  protected readonly playing = computed(() => this.#timer() !== undefined);
  /** The slider tells its value itself, and nobody can listen as fast as it plays. */
  readonly #slid = signal(false);
  protected readonly live = computed(() => (this.playing() || this.#slid() ? 'off' : 'polite'));

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#stop());
  }

  protected slide(event: Event): void {
    this.#slid.set(true);
    this.#stop();
    this.#goTo((event.target as HTMLInputElement).valueAsNumber);
  }

  protected lookAt(number: number): void {
    this.#slid.set(false);
    this.#stop();
    this.#goTo(number);
  }

  protected play(): void {
    if (this.playing()) return this.#stop();
    if (this.last() === 0) return;
    this.#slid.set(false);
    if (this.isNow()) this.#goTo(0);
    this.#timer.set(setInterval(() => this.#beat(), BEAT));
  }

  /** The slider takes its own keys but space; a button keeps space for itself. */
  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { tagName } = event.target as HTMLElement;
    const act = tagName === 'INPUT' ? undefined : this.#keys[event.key];
    if (act) act();
    else if (event.key === ' ' && tagName !== 'BUTTON') this.play();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => this.lookAt(this.number() - 1),
    ArrowRight: () => this.lookAt(this.number() + 1),
    Home: () => this.lookAt(0),
    End: () => this.lookAt(this.last()),
  };

  #beat(): void {
    this.#goTo(this.number() + 1);
    if (this.isNow()) this.#stop();
  }

  #goTo(number: number): void {
    this.at.set(number >= this.last() ? undefined : Math.max(number, 0));
  }

  #stop(): void {
    clearInterval(this.#timer());
    this.#timer.set(undefined);
  }
}
