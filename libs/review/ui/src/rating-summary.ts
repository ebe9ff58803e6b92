import { DecimalPipe } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import type { Reviews } from '@shop/api';
import { Stars } from '@shop/design-system';
import { barsOf } from './distribution.js';

/** The average of a product's ratings and how they are distributed. */
@Component({
  selector: 'shop-rating-summary',
  imports: [DecimalPipe, Stars],
  template: `
    <div class="average">
      <p class="figure tabular">{{ reviews().average === null ? '–' : (reviews().average | number: '1.1-1') }}</p>
      <shop-stars [rating]="reviews().average" />
      <p class="muted">{{ reviews().count }} {{ reviews().count === 1 ? 'review' : 'reviews' }}</p>
    </div>
    <ul class="bars" aria-label="Distribution of ratings">
      @for (bar of bars(); track bar.stars) {
        <li [attr.aria-label]="bar.stars + ' stars: ' + bar.count + ', ' + bar.percent + ' percent'">
          <span aria-hidden="true" class="tabular">{{ bar.stars }} ★</span>
          <span class="bar" aria-hidden="true"><span [style.width.%]="bar.percent"></span></span>
          <span aria-hidden="true" class="tabular count">{{ bar.count }}</span>
        </li>
      }
    </ul>
  `,
  styleUrl: './rating-summary.css',
})
export class RatingSummary {
  readonly reviews = input.required<Pick<Reviews, 'average' | 'count' | 'distribution'>>();
  protected readonly bars = computed(() => barsOf(this.reviews().distribution));
}
