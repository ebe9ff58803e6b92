/**
 * Purpose: picks the reviews that a person should hear of within a second.
 * Input:   `enriched_reviews` (userId).
 * Output:  `unhappy_vips` (userId): `UnhappyVip`, with the rule that decided.
 * Rule:    rating below 3, and Platinum in the user row that the join used (not in a later one).
 * Example: enriched_reviews/1/12  key pat  ReviewEnriched {rating: 1, customer: {loyaltyStatus: Platinum, ...}, ...}
 *          unhappy_vips/1/3       key pat  UnhappyVip {..., rule: "rating 1 < 3 and loyaltyStatus Platinum"},
 *                                          lineage "reviews/2/117,reviews_clean/1/40,enriched_reviews/1/12"
 */
import type { ReviewEnrichedEvent, UnhappyVipEvent } from '@shop/review-domain';
import { stream } from '@shop/streams-topology';
import { topics, type ReviewEnriched } from '@shop/topics';
import { following } from './following.js';

/** Ratings below this many stars are unhappy. */
const UNHAPPY_BELOW = 3;
/** Who is a VIP. */
const VIP = 'Platinum';

export const filter = stream<ReviewEnrichedEvent>('review-pipeline.filter', topics.enriched_reviews)
  .filter('unhappy VIPs', ({ value }) => isUnhappyVip(value.data))
  .map('with the rule that decided', ({ key, value, position }, context) => {
    const data = { ...value.data, rule: ruleOf(value.data) };
    return {
      key,
      value: following('UnhappyVip', { event: value, position }, data, context) satisfies UnhappyVipEvent,
    };
  })
  .to(topics.unhappy_vips);

/** Whether a person of operations should hear of it. */
export function isUnhappyVip({ rating, userRow }: Pick<ReviewEnriched, 'rating' | 'userRow'>): boolean {
  return rating < UNHAPPY_BELOW && userRow.loyaltyStatus === VIP;
}

function ruleOf({ rating, userRow }: ReviewEnriched): string {
  return `rating ${rating} < ${UNHAPPY_BELOW} and loyaltyStatus ${userRow.loyaltyStatus}`;
}
