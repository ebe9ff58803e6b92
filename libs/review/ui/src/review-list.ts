import { Component, input } from '@angular/core';
import type { Review } from '@shop/api';
import { initialOf, RelativeTime, Stars } from '@shop/design-system';

/** Reviews, newest first. */
@Component({
  selector: 'shop-review-list',
  imports: [RelativeTime, Stars],
  template: `
    <ul class="list" aria-label="Reviews">
      @for (review of reviews(); track review.reviewId) {
        <li [class.own]="review.userId === ownUserId()">
          <span class="initial" aria-hidden="true">{{ initialOf(review.author) }}</span>
          <div class="text">
            <p class="head">
              <strong>{{ review.author }}</strong>
              @if (review.userId === ownUserId()) {
                <span class="you">You</span>
              }
              <shop-time class="muted" [time]="review.postedAt" />
            </p>
            <shop-stars [rating]="review.rating" />
            <p class="words">{{ review.text }}</p>
          </div>
        </li>
      }
    </ul>
  `,
  styleUrl: './review-list.css',
})
export class ReviewList {
  readonly reviews = input.required<readonly Review[]>();
  /** Whose review is marked as one's own. */
  readonly ownUserId = input<string>();
  protected readonly initialOf = initialOf;
}
