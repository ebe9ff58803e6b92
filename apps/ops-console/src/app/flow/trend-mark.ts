import { Component, computed, input } from '@angular/core';
import { LucideMinus, LucideTrendingDown, LucideTrendingUp } from '@lucide/angular';
import type { Trend } from '@shop/api';
import { trendWords } from './position-words.js';

/** Where a lag is going: a mark, and its word, which may be for screen readers only. */
@Component({
  selector: 'ops-trend-mark',
  imports: [LucideMinus, LucideTrendingDown, LucideTrendingUp],
  template: `
    @switch (trend()) {
      @case ('falling') {
        <svg lucideTrendingDown [size]="16" class="falling"></svg>
      }
      @case ('rising') {
        <svg lucideTrendingUp [size]="16" class="rising"></svg>
      }
      @case ('steady') {
        <svg lucideMinus [size]="16"></svg>
      }
    }
    <span [class.visually-hidden]="brief() && trend()">{{ words() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
    }
    svg {
      flex: none;
      color: var(--mat-sys-on-surface-variant);
    }
    .falling {
      color: var(--ops-good);
    }
    .rising {
      color: var(--ops-warn);
    }
  `,
})
export class TrendMark {
  readonly trend = input.required<Trend | null>();
  /** Whether there is room for the mark only. */
  readonly brief = input(false);
  protected readonly words = computed(() => {
    const trend = this.trend();
    return trend ? trendWords[trend] : '?';
  });
}
