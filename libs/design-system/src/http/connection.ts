import { computed, DestroyRef, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

/** How long after a silence to knock again, in milliseconds. */
const KNOCK = 3000;

/** Whether the shop can be reached, from what the browser says and from how the last request went. */
@Injectable({ providedIn: 'root' })
export class Connection {
  readonly #document = inject(DOCUMENT);
  readonly #online = signal(true);
  readonly #answered = signal(true);
  readonly #knocks = signal(0);
  /** `offline`: this device has no network. `unreachable`: it has, but the shop didn't answer. */
  readonly state = computed(() => (!this.#online() ? 'offline' : this.#answered() ? 'connected' : 'unreachable'));

  constructor() {
    const window = this.#document.defaultView;
    if (!window) return;
    const look = () => this.#online.set(window.navigator.onLine);
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    });
    effect((onCleanup) => {
      this.#knocks();
      if (this.state() !== 'unreachable') return;
      const timer = setTimeout(() => void this.#knock(), KNOCK);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Takes note of whether a request was answered at all. */
  note(answered: boolean): void {
    this.#answered.set(answered);
  }

  /** Asks for the page itself, which any gateway that is there can answer. */
  async #knock(): Promise<void> {
    try {
      await fetch(this.#document.baseURI, { method: 'HEAD', cache: 'no-store' });
      this.note(true);
    } catch {
      this.#knocks.update((count) => count + 1);
    }
  }
}
