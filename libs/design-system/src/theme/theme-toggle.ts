import { Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { LucideMoon, LucideSun, LucideSunMoon } from '@lucide/angular';
import { Theme } from './theme.js';

/** A button that goes through system, light and dark. */
@Component({
  selector: 'shop-theme-toggle',
  imports: [MatIconButton, LucideMoon, LucideSun, LucideSunMoon],
  template: `
    <button
      matIconButton
      type="button"
      [attr.aria-label]="'Theme: ' + theme.choice() + '. Change to ' + theme.next()"
      [title]="'Theme: ' + theme.choice()"
      (click)="theme.choose(theme.next())"
    >
      @switch (theme.choice()) {
        @case ('light') {
          <svg lucideSun [size]="22"></svg>
        }
        @case ('dark') {
          <svg lucideMoon [size]="22"></svg>
        }
        @default {
          <svg lucideSunMoon [size]="22"></svg>
        }
      }
    </button>
  `,
})
export class ThemeToggle {
  protected readonly theme = inject(Theme);
}
