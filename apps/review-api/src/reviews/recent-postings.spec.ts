import { describe, expect, jest, test } from '@jest/globals';
import type { ReviewAccepted } from '@shop/api';
import { RecentPostings } from './recent-postings.js';

const accepted = (reviewId: string): ReviewAccepted => ({
  reviewId,
  event: { id: 'event-1', type: 'ReviewPosted' },
  position: { topic: 'reviews', partition: 0, offset: '0' },
});

describe('recent postings', () => {
  test('do the work of one id once, also while it is under way', async () => {
    const recent = new RecentPostings();
    const work = jest.fn(async () => accepted('r1'));
    const answers = await Promise.all([recent.once('event-1', 'h', work), recent.once('event-1', 'h', work)]);
    expect([...answers, await recent.once('event-1', 'h', work)]).toEqual([1, 2, 3].map(() => accepted('r1')));
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('refuse another request under the same id', async () => {
    const recent = new RecentPostings();
    await recent.once('event-1', 'h', async () => accepted('r1'));
    await expect(recent.once('event-1', 'other', async () => accepted('r2'))).rejects.toMatchObject({
      status: 422,
      code: 'idempotencyKey.reused',
    });
  });

  test('forget what failed, so that it can be tried again', async () => {
    const recent = new RecentPostings();
    await expect(recent.once('event-1', 'h', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await recent.once('event-1', 'h', async () => accepted('r1'))).toEqual(accepted('r1'));
  });
});
