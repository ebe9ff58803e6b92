import type { Alert } from '@shop/api';

/** An alert for tests; what matters to the test is given. */
export function anAlert(given: Partial<Alert> = {}): Alert {
  return {
    sequence: 1,
    alertId: 'alert-1',
    status: 'open',
    reviewId: 'review-1',
    sku: 'baked-beans',
    productName: 'Baked Beans',
    rating: 1,
    text: 'The tin was dented.',
    postedAt: '2026-11-21T09:30:00.000Z',
    raisedAt: '2026-11-21T09:30:00.240Z',
    customer: { userId: 'user-7', name: 'Ada Sample', email: 'ada@example.com', loyaltyStatus: 'Platinum' },
    ...given,
  };
}
