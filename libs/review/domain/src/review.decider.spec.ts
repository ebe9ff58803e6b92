import { describe, expect, test } from '@jest/globals';
import { specification } from '@shop/log-core';
import type { ReviewPosted } from '@shop/topics';
import { reviewDecider } from './review.decider.js';
import type { ReviewEvent } from './review.events.js';

const review = (part: Partial<ReviewPosted> = {}): ReviewPosted => ({
  reviewId: 'review-1',
  sku: 'baked-beans',
  productName: 'Baked Beans',
  userId: 'pat',
  rating: 4,
  text: 'Good with toast.',
  ...part,
});
const posted = (part?: Partial<ReviewPosted>): ReviewEvent => ({ type: 'ReviewPosted', data: review(part) });
const post = (part?: Partial<ReviewPosted>) => ({ type: 'PostReview', review: review(part) }) as const;
const { given } = specification(reviewDecider);

describe('a review', () => {
  test('is posted', () => given().when(post()).then(posted()));
  test('may be posted again', () =>
    given(posted())
      .when(post({ rating: 1 }))
      .then(posted({ rating: 1 })));

  test.each([1, 5])('may give %i stars', (rating) => given().when(post({ rating })).then(posted({ rating })));

  test.each([0, 6, 2.5, NaN])('is refused with %p stars', (rating) =>
    given().when(post({ rating })).thenRefused('review.rating'),
  );

  test('may have 2,000 characters, however many units they take', () =>
    given()
      .when(post({ text: '🫘'.repeat(2000) }))
      .then(posted({ text: '🫘'.repeat(2000) })));

  test('is refused with 2,001', () =>
    given()
      .when(post({ text: 'x'.repeat(2001) }))
      .thenRefused('review.text'));

  test('is what was said last', () => {
    expect(given(posted({ rating: 5 }), posted({ reviewId: 'review-2', rating: 1 })).state).toEqual(
      review({ reviewId: 'review-2', rating: 1 }),
    );
  });

  test('always takes effect', () => expect(given(posted()).ignoring(posted())).toBeUndefined());
});
