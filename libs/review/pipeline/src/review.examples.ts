import { cloudEvent } from '@shop/log-core';
import type { ReviewPostedEvent } from '@shop/review-domain';
import type { LoyaltyStatus, ReviewPosted, UserRow } from '@shop/topics';

/** A review of one star by Pat, for specifications. Its event id is `event-of-<reviewId>`. */
export function review(part: Partial<ReviewPosted> = {}): ReviewPostedEvent {
  const data = {
    reviewId: 'review-1',
    sku: 'baked-beans',
    productName: 'Baked Beans',
    userId: 'pat',
    rating: 1,
    text: 'The tin was empty.',
    ...part,
  };
  return cloudEvent('ReviewPosted', data.reviewId, data, {
    id: `event-of-${data.reviewId}`,
    source: '/review-api',
    time: '2026-01-01T00:00:00.000Z',
    correlationid: 'request-1',
    actor: data.userId,
  });
}

/** The row of a user, for specifications. */
export function user(userId: string, loyaltyStatus: LoyaltyStatus): UserRow {
  return {
    userId,
    name: `${userId} Example`,
    email: `${userId}@shop.example`,
    loyaltyStatus,
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
}
