/**
 * Purpose: says who wrote a review, as far as was known when it came by.
 * Inputs:  `reviews_clean` (userId): reviews;
 *          `users` (userId): the table, read to its end before the first review; a tombstone takes the user away;
 *          `review_pipeline_waiting` (reviewId, same partition): this task's own memory of reviews without a user.
 * Outputs: `enriched_reviews` (userId): `ReviewEnriched`, naming the user row that was used;
 *          `review_pipeline_waiting`: a review whose user has not arrived, and its tombstone when it is released.
 * Order:   reviews of one user come out in the order they came in, also after waiting.
 * Example: users/1/5               key pat        {userId: pat, loyaltyStatus: Platinum, ...}
 *          reviews_clean/1/40      key pat        ReviewPosted {rating: 1, ...}, lineage "reviews/2/117"
 *          enriched_reviews/1/12   key pat        ReviewEnriched {rating: 1, customer: {userId: pat, loyaltyStatus:
 *                                                 Platinum, ...}, userRow: {position: users/1/5, ...}},
 *                                                 lineage "reviews/2/117,reviews_clean/1/40"
 */
import type { ReviewEnrichedEvent, ReviewPostedEvent } from '@shop/review-domain';
import { stream, type Flowing, type TableRow } from '@shop/streams-topology';
import { ReviewPosted, topics, type ReviewEnriched, type UserRow, type WaitingReview } from '@shop/topics';
import { following } from './following.js';

export const enrich = stream<ReviewPostedEvent>('review-pipeline.enrich', topics.reviews_clean)
  .join('with the row of its author', {
    table: topics.users,
    waiting: { topic: topics.review_pipeline_waiting, write: waitingReview, read: reviewThatWaited },
    joined: ({ key, value, position }, user: TableRow<UserRow>, context) => ({
      key,
      value: following(
        'ReviewEnriched',
        { event: value, position },
        enriched(value, user),
        context,
      ) satisfies ReviewEnrichedEvent,
    }),
  })
  .to(topics.enriched_reviews);

function enriched({ data, time }: ReviewPostedEvent, { row, position }: TableRow<UserRow>): ReviewEnriched {
  const { reviewId, sku, productName, rating, text } = data;
  const { userId, name, email, loyaltyStatus, updatedAt } = row;
  return {
    reviewId,
    sku,
    productName,
    rating,
    text,
    postedAt: time,
    customer: { userId, name, email, loyaltyStatus },
    userRow: { position, loyaltyStatus, updatedAt },
  };
}

function waitingReview({ key, value, position }: Flowing<ReviewPostedEvent>) {
  const { reviewId } = value.data;
  return { key: reviewId, value: { reviewId, userId: key, position, event: value } satisfies WaitingReview };
}

function reviewThatWaited({ userId, position, event }: WaitingReview): Flowing<ReviewPostedEvent> {
  return { key: userId, value: ReviewPosted.upcast(event as ReviewPostedEvent), position };
}
