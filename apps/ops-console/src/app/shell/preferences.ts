import { DOCUMENT, inject, Injectable, signal, type Signal } from '@angular/core';

/** What an operator has chosen on this browser, by name, with what holds before they choose. */
const defaults = { sound: false, shortcuts: true, ticker: false } as const;
export type Preference = keyof typeof defaults;

/** The operator's choices, kept in the browser. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);
  private readonly chosen = {
    sound: signal(this.stored('sound')),
    shortcuts: signal(this.stored('shortcuts')),
    ticker: signal(this.stored('ticker')),
  };

  of(name: Preference): Signal<boolean> {
    return this.chosen[name].asReadonly();
  }

  choose(name: Preference, value: boolean): void {
    this.chosen[name].set(value);
    this.storage?.setItem(`ops-${name}`, String(value));
  }

  toggle(name: Preference): void {
    this.choose(name, !this.chosen[name]());
  }

  private stored(name: Preference): boolean {
    const value = this.storage?.getItem(`ops-${name}`);
    return value === null || value === undefined ? defaults[name] : value === 'true';
  }
}

/** The browser may forbid storage: then choices last as long as the page. */
function storageOf(window: Window | null): Storage | undefined {
  try {
    return window?.localStorage;
  } catch {
    return undefined;
  }
}
