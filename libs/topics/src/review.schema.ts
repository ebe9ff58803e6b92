import { Type, type Static } from 'typebox';
import { eventSchema } from './cloud-event.schema.js';
import { Id, LoyaltyStatus, Position, Sku, Time } from './common.schema.js';

/** A user rated a product. The author's name is looked up in `users`, never stored here. */
export const ReviewPosted = Type.Object({
  reviewId: Id,
  sku: Sku,
  productName: Type.String({ minLength: 1 }),
  userId: Id,
  rating: Type.Integer({ minimum: 1, maximum: 5 }),
  text: Type.String({ maxLength: 2000 }),
});

/** The user row that a join used, and where it stood in `users`. */
export const UserRowUsed = Type.Object({ position: Position, loyaltyStatus: LoyaltyStatus, updatedAt: Time });

/** A clean review joined with the user row that had arrived. */
export const ReviewEnriched = Type.Object({
  reviewId: Id,
  sku: Sku,
  productName: Type.String(),
  rating: Type.Integer({ minimum: 1, maximum: 5 }),
  text: Type.String(),
  postedAt: Time,
  customer: Type.Object({ userId: Id, name: Type.String(), email: Type.String(), loyaltyStatus: LoyaltyStatus }),
  userRow: UserRowUsed,
});

/** An enriched review that operations must hear of, with the rule that decided. */
export const UnhappyVip = Type.Object({ ...ReviewEnriched.properties, rule: Type.String() });

/** A review that waits for its user's row: the changelog entry of the enriching task. Plain JSON, not an event. */
export const WaitingReview = Type.Object({
  reviewId: Id,
  userId: Id,
  position: Position,
  event: Type.Unknown(),
});

export const reviewEventSchemas = { ReviewPosted: eventSchema('ReviewPosted', 1, ReviewPosted) } as const;
export const enrichedReviewEventSchemas = { ReviewEnriched: eventSchema('ReviewEnriched', 1, ReviewEnriched) } as const;
export const unhappyVipEventSchemas = { UnhappyVip: eventSchema('UnhappyVip', 1, UnhappyVip) } as const;

export type ReviewPosted = Static<typeof ReviewPosted>;
export type ReviewEnriched = Static<typeof ReviewEnriched>;
export type UnhappyVip = Static<typeof UnhappyVip>;
export type UserRowUsed = Static<typeof UserRowUsed>;
export type WaitingReview = Static<typeof WaitingReview>;
