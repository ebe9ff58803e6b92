import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { Preferences } from './preferences.js';

/** A key, or two in a row (`g a`), that does something on the page that is shown. */
export interface Shortcut {
  readonly keys: string;
  readonly what: string;
  readonly run: () => void;
}

/** How long the first of two keys waits for the second. */
const PAUSE_MS = 1200;

/** Where keys mean something else: nothing is typed into a checkbox. */
const TYPING =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]';

/**
 * Keyboard shortcuts of single characters. They stay out of the way while something is typed, while a dialog is open,
 * and when an operator has turned them off (WCAG 2.1.4).
 */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly enabled = inject(Preferences).of('shortcuts');
  private readonly registered = signal<readonly Shortcut[]>([]);
  private first = { key: '', at: 0 };

  /** What can be pressed now, for the help. */
  readonly all = this.registered.asReadonly();

  constructor() {
    this.document.addEventListener('keydown', (event) => this.pressed(event));
  }

  /** @returns what takes them away again */
  add(shortcuts: readonly Shortcut[]): () => void {
    this.registered.update((all) => [...all, ...shortcuts]);
    return () => this.registered.update((all) => all.filter((each) => !shortcuts.includes(each)));
  }

  private pressed(event: KeyboardEvent): void {
    if (!this.enabled() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as HTMLElement | null;
    if (target?.closest(TYPING)) return;
    if (this.document.querySelector('[role="dialog"], dialog[open]')) return;
    const both = event.timeStamp - this.first.at < PAUSE_MS ? `${this.first.key} ${event.key}` : event.key;
    const found = this.find(both) ?? this.find(event.key);
    this.first = { key: event.key, at: event.timeStamp };
    if (!found) return;
    event.preventDefault();
    this.first.at = 0;
    found.run();
  }

  private find(keys: string): Shortcut | undefined {
    return this.registered().findLast((each) => each.keys === keys);
  }
}

/** Shortcuts for as long as the component that calls this lives. */
export function injectShortcuts(...shortcuts: readonly Shortcut[]): void {
  inject(DestroyRef).onDestroy(inject(Shortcuts).add(shortcuts));
}
