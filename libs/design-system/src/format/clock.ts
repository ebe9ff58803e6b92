import { DestroyRef, inject, Injectable, signal, type Signal } from '@angular/core';

/** How often relative times are looked at again, in milliseconds. */
const TICK = 15_000;

/** The time of day as a signal, for everything on a page that says how long ago something was. */
@Injectable({ providedIn: 'root' })
export class Clock {
  readonly #now = signal(Date.now());
  /** Milliseconds since the epoch; changes every 15 s. */
  readonly now: Signal<number> = this.#now.asReadonly();

  constructor() {
    const timer = setInterval(() => this.look(), TICK);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Takes the time now, for those who know that something depends on it at this moment. */
  look(): void {
    this.#now.set(Date.now());
  }
}
