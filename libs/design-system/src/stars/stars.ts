import { Component, computed, input } from '@angular/core';

/** The outline of a star in a square of 24. */
export const STAR = 'M12 2.6l2.9 5.9 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5L2.6 9.4l6.5-.9z';

/** A rating as five stars, partly filled, said in words to a screen reader. */
@Component({
  selector: 'shop-stars',
  template: `
    @if (rating() === null && count() !== undefined) {
      <span class="count">No reviews yet</span>
    } @else {
      <span class="row" role="img" [attr.aria-label]="words()">
        @for (fill of fills(); track $index) {
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path class="empty" [attr.d]="star" />
            <path class="full" [attr.d]="star" [style.clip-path]="'inset(0 ' + (100 - fill * 100) + '% 0 0)'" />
          </svg>
        }
      </span>
      @if (count() !== undefined) {
        <span class="count tabular" aria-hidden="true">({{ count() }})</span>
      }
    }
  `,
  styleUrl: './stars.css',
})
export class Stars {
  /** The average or a single rating, 1 to 5; null while there is none. */
  readonly rating = input.required<number | null>();
  /** How many reviews it is the average of, if it is one. */
  readonly count = input<number>();

  protected readonly star = STAR;
  protected readonly fills = computed(() =>
    [1, 2, 3, 4, 5].map((n) => Math.min(1, Math.max(0, (this.rating() ?? 0) - n + 1))),
  );
  protected readonly words = computed(() => starsInWords(this.rating(), this.count()));
}

/** `4.3 of 5 stars, 12 reviews` */
export function starsInWords(rating: number | null, count?: number): string {
  if (rating === null) return 'No reviews yet';
  const stars = `${Math.round(rating * 10) / 10} of 5 stars`;
  return count === undefined ? stars : `${stars}, ${count} ${count === 1 ? 'review' : 'reviews'}`;
}
