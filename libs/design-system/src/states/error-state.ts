import { Component, computed, effect, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LucideRefreshCw, LucideTriangleAlert } from '@lucide/angular';
import type { Problem } from '@shop/api';
import { Connection } from '../http/connection.js';
import { adviceOn, UNREACHABLE } from '../http/problem.js';

/**
 * Says what failed, its code, and what to do about it; offers to try again where that makes sense, and tries by itself
 * once a shop that couldn't be reached answers again.
 */
@Component({
  selector: 'shop-error-state',
  imports: [MatButton, LucideTriangleAlert, LucideRefreshCw],
  template: `
    <span class="icon" aria-hidden="true"><svg lucideTriangleAlert [size]="30"></svg></span>
    <h2>{{ heading() || problem().title }}</h2>
    <p>{{ problem().detail }} {{ advice().advice }}</p>
    <code class="code">{{ problem().code }}</code>
    <div class="actions">
      @if (advice().retry) {
        <button matButton="filled" type="button" (click)="retry.emit()">
          <svg lucideRefreshCw [size]="18"></svg> Try again
        </button>
      }
      <ng-content />
    </div>
  `,
  host: { role: 'alert' },
  styleUrl: './state.css',
})
export class ErrorState {
  /** What the request failed with. Only a problem: `problemOf` makes one of anything that was thrown. */
  readonly problem = input.required<Problem>();
  /** What failed, if the problem's own title doesn't say. */
  readonly heading = input('');
  readonly retry = output();

  protected readonly advice = computed(() => adviceOn(this.problem()));

  constructor() {
    const { state } = inject(Connection);
    let away = false;
    effect(() => {
      if (state() !== 'connected') away = true;
      else if (away && this.problem().code === UNREACHABLE) {
        away = false;
        this.retry.emit();
      }
    });
  }
}
