import { computed, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

/** `system` follows the operating system. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** Where the choice is kept; `theme-boot.js` reads it before the first paint. */
const STORED = 'shop-theme';

/** Light or dark: the person's choice, kept in the browser. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #document = inject(DOCUMENT);
  readonly #choice = signal(this.#stored());
  readonly choice = this.#choice.asReadonly();
  /** What a press on the toggle leads to: system, light, dark, and round again. */
  readonly next = computed<ThemeChoice>(() =>
    this.#choice() === 'system' ? 'light' : this.#choice() === 'light' ? 'dark' : 'system',
  );

  constructor() {
    effect(() => {
      const choice = this.#choice();
      if (choice === 'system') delete this.#document.documentElement.dataset['theme'];
      else this.#document.documentElement.dataset['theme'] = choice;
    });
  }

  choose(choice: ThemeChoice): void {
    this.#choice.set(choice);
    try {
      this.#document.defaultView?.localStorage.setItem(STORED, choice);
    } catch {
      // Storage may be forbidden: then the choice lasts as long as the page.
    }
  }

  #stored(): ThemeChoice {
    try {
      const stored = this.#document.defaultView?.localStorage.getItem(STORED);
      return stored === 'light' || stored === 'dark' ? stored : 'system';
    } catch {
      return 'system';
    }
  }
}
