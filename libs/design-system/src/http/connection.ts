import { computed, DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';

/** Whether the shop can be reached, from what the browser says and from how the last request went. */
@Injectable({ providedIn: 'root' })
export class Connection {
  readonly #online = signal(true);
  readonly #answered = signal(true);
  /** `offline`: this device has no network. `unreachable`: it has, but the shop didn't answer. */
  readonly state = computed(() => (!this.#online() ? 'offline' : this.#answered() ? 'connected' : 'unreachable'));

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    if (!window) return;
    const look = () => this.#online.set(window.navigator.onLine);
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    });
  }

  /** Takes note of whether a request was answered at all. */
  note(answered: boolean): void {
    this.#answered.set(answered);
  }
}
