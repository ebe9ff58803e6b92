import type { Decider } from '@shop/log-core';
import type { ReviewPosted } from '@shop/topics';
import type { ReviewEvent } from './review.events.js';
import { refusalOf } from './review.rules.js';

/** A signed-in user says what a product is like. Name and ids are put in by the server, never taken from the client. */
export interface PostReview {
  readonly type: 'PostReview';
  readonly review: ReviewPosted;
}

/** What one user says of one product now; undefined before the first review. */
export type UsersReview = ReviewPosted | undefined;

/** The review of one user and one product: there is one, and a later one replaces it. */
export const reviewDecider: Decider<PostReview, ReviewEvent, UsersReview> = {
  initialState: undefined,
  decide({ review }) {
    const refusal = refusalOf(review);
    return refusal ? { refusal } : { events: [{ type: 'ReviewPosted', data: review }] };
  },
  evolve: (_, event) => event.data,
  ignored: () => undefined,
};
