import type { CloudEvent, ReviewEnriched, ReviewPosted, UnhappyVip } from '@shop/topics';

/** What can happen to a review, without its envelope. */
export interface ReviewEvent {
  readonly type: 'ReviewPosted';
  readonly data: ReviewPosted;
}

/** A review as it stands in `reviews` and `reviews_clean`. */
export type ReviewPostedEvent = CloudEvent<'ReviewPosted', ReviewPosted>;
/** A review with its author's row, as it stands in `enriched_reviews`. */
export type ReviewEnrichedEvent = CloudEvent<'ReviewEnriched', ReviewEnriched>;
/** A review that operations must hear of, as it stands in `unhappy_vips`. */
export type UnhappyVipEvent = CloudEvent<'UnhappyVip', UnhappyVip>;
