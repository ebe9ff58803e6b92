import { describe, expect, test } from '@jest/globals';
import type { ReviewEnrichedEvent, UnhappyVipEvent } from '@shop/review-domain';
import { TestDriver } from '@shop/streams-topology';
import { enrich } from './enrich.topology.js';
import { filter } from './filter.topology.js';
import { review, user } from './review.examples.js';

const enriched = (loyaltyStatus: 'Bronze' | 'Silver' | 'Gold' | 'Platinum', rating: number) =>
  new TestDriver([enrich])
    .append('users', 'pat', user('pat', loyaltyStatus))
    .append('reviews_clean', 'pat', { ...review({ rating }), lineage: 'reviews/2/117' })
    .run()
    .values('enriched_reviews')[0] as ReviewEnrichedEvent;
const filtered = (event: ReviewEnrichedEvent) =>
  new TestDriver([filter]).append('enriched_reviews', 'pat', event).run().read('unhappy_vips');

describe('filter', () => {
  test.each([1, 2])('tells of %i stars by a Platinum customer, with rule and way', (rating) => {
    const event = enriched('Platinum', rating);
    expect(filtered(event)).toEqual([
      expect.objectContaining({
        key: 'pat',
        value: {
          ...event,
          id: 'event-of-review-1/ReviewEnriched/UnhappyVip',
          type: 'UnhappyVip',
          time: '2026-01-01T00:00:00.000Z',
          dataschema: 'urn:shop:schema:UnhappyVip:1',
          causationid: 'event-of-review-1/ReviewEnriched',
          lineage: 'reviews/2/117,reviews_clean/0/0,enriched_reviews/0/0',
          data: { ...event.data, rule: `rating ${rating} < 3 and loyaltyStatus Platinum` },
        } satisfies UnhappyVipEvent,
      }),
    ]);
  });

  test.each([3, 4, 5])('stays quiet at %i stars', (rating) =>
    expect(filtered(enriched('Platinum', rating))).toEqual([]),
  );

  test.each(['Bronze', 'Silver', 'Gold'] as const)('stays quiet for %s', (status) =>
    expect(filtered(enriched(status, 1))).toEqual([]),
  );
});
