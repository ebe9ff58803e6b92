import { Type, type Static } from 'typebox';
import { Id, LongText, LoyaltyStatus, Name, Position, ProductName, ShortText, Sku, Time } from './common.schema.js';
import { EventType, eventTypes } from './event-type.js';

/** A user rated a product. The author's name is looked up in `users`, never stored here. */
export const ReviewPosted = EventType.of(
  'ReviewPosted',
  Type.Object({
    reviewId: Id,
    sku: Sku,
    productName: ProductName,
    userId: Id,
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    text: LongText,
  }),
);

/** The user row that a join used, and where it stood in `users`. */
export const UserRowUsed = Type.Object({ position: Position, loyaltyStatus: LoyaltyStatus, updatedAt: Time });

const Enriched = Type.Object({
  reviewId: Id,
  sku: Sku,
  productName: ProductName,
  rating: Type.Integer({ minimum: 1, maximum: 5 }),
  text: LongText,
  postedAt: Time,
  customer: Type.Object({ userId: Id, name: ShortText, email: ShortText, loyaltyStatus: LoyaltyStatus }),
  userRow: UserRowUsed,
});

/** A clean review joined with the user row that had arrived. */
export const ReviewEnriched = EventType.of('ReviewEnriched', Enriched);

/** An enriched review that operations must hear of, with the rule that decided. */
export const UnhappyVip = EventType.of('UnhappyVip', Type.Object({ ...Enriched.properties, rule: Name }));

/** A review that waits for its user's row: the changelog entry of the enriching task. Plain JSON, not an event. */
export const WaitingReview = Type.Object({
  reviewId: Id,
  userId: Id,
  position: Position,
  /** In the version in which it was written. */
  event: Type.Unsafe<unknown>(Type.Union(ReviewPosted.versions.map(({ schema }) => schema))),
});

/** The events of `reviews` and of `reviews_clean`. */
export const reviewEvents = eventTypes(ReviewPosted);
/** The events of `enriched_reviews`. */
export const enrichedReviewEvents = eventTypes(ReviewEnriched);
/** The events of `unhappy_vips`. */
export const unhappyVipEvents = eventTypes(UnhappyVip);

export type ReviewPosted = typeof ReviewPosted.data;
export type ReviewEnriched = typeof ReviewEnriched.data;
export type UnhappyVip = typeof UnhappyVip.data;
export type UserRowUsed = Static<typeof UserRowUsed>;
export type WaitingReview = Static<typeof WaitingReview>;
