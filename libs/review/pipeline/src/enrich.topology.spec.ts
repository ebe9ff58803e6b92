import { describe, expect, test } from '@jest/globals';
import type { ReviewEnrichedEvent } from '@shop/review-domain';
import { TestDriver } from '@shop/streams-topology';
import { enrich } from './enrich.topology.js';
import { review, user } from './review.examples.js';

const enriched = (driver: TestDriver) => driver.values('enriched_reviews') as ReviewEnrichedEvent[];
const given = (...statuses: ('Gold' | 'Platinum' | null)[]) => {
  const driver = new TestDriver([enrich]);
  for (const status of statuses) driver.append('users', 'pat', status && user('pat', status));
  return driver.run();
};
const post = (driver: TestDriver, reviewId = 'review-1') =>
  driver.append('reviews_clean', 'pat', { ...review({ reviewId }), lineage: 'reviews/2/117' }).run();

describe('enrich', () => {
  test('says who wrote a review, which row said so, and the way it came', () => {
    const driver = post(given('Platinum'));
    expect(driver.read('enriched_reviews')).toEqual([
      expect.objectContaining({
        key: 'pat',
        value: {
          specversion: '1.0',
          id: 'event-of-review-1/ReviewEnriched',
          source: '/review-pipeline',
          type: 'ReviewEnriched',
          subject: 'review-1',
          time: '2026-01-01T00:00:01.000Z',
          dataschema: 'urn:shop:schema:ReviewEnriched:1',
          datacontenttype: 'application/json',
          correlationid: 'request-1',
          causationid: 'event-of-review-1',
          actor: 'pat',
          lineage: 'reviews/2/117,reviews_clean/0/0',
          data: {
            reviewId: 'review-1',
            sku: 'baked-beans',
            productName: 'Baked Beans',
            rating: 1,
            text: 'The tin was empty.',
            postedAt: '2026-01-01T00:00:00.000Z',
            customer: {
              userId: 'pat',
              name: 'pat Example',
              email: 'pat@shop.example',
              loyaltyStatus: 'Platinum',
            },
            userRow: {
              position: { topic: 'users', partition: 0, offset: '0' },
              loyaltyStatus: 'Platinum',
              updatedAt: '2026-01-01T00:00:00.000Z',
            },
          },
        },
      }),
    ]);
  });

  test('uses the row that had arrived, not a later one', () => {
    const driver = post(given('Platinum'));
    driver.append('users', 'pat', user('pat', 'Gold')).run();
    post(driver, 'review-2');
    expect(enriched(driver).map(({ data }) => [data.customer.loyaltyStatus, data.userRow.position.offset])).toEqual([
      ['Platinum', '0'],
      ['Gold', '1'],
    ]);
  });

  test('keeps a review until its user arrives', () => {
    const driver = post(given());
    expect([enriched(driver), driver.state('review_pipeline_waiting').size]).toEqual([[], 1]);
    driver.restart().append('users', 'pat', user('pat', 'Gold')).run();
    expect(enriched(driver).map(({ data, lineage }) => [data.reviewId, lineage])).toEqual([
      ['review-1', 'reviews/2/117,reviews_clean/0/0'],
    ]);
    expect(driver.state('review_pipeline_waiting').size).toBe(0);
  });

  test('keeps a review of a user who was deleted', () => {
    expect(post(given('Gold', null)).state('review_pipeline_waiting').size).toBe(1);
  });
});
