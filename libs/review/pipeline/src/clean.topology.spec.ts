import { describe, expect, test } from '@jest/globals';
import { TestDriver } from '@shop/streams-topology';
import { clean } from './clean.topology.js';
import { review } from './review.examples.js';

const cleaned = (...values: unknown[]) => {
  const driver = new TestDriver([clean]);
  for (const value of values) driver.append('reviews', 'review-1', value);
  return driver.run();
};
const reasons = (driver: TestDriver) =>
  driver.read('dead_letters').map(({ headers }) => headers['__connect.errors.exception.class.name']);

describe('clean', () => {
  test('passes a review on, keyed by its author, the same event with the way it came', () => {
    const posted = review({ userId: 'pat' });
    expect(cleaned(posted).read('reviews_clean')).toMatchObject([
      { key: 'pat', value: { ...posted, lineage: 'reviews/0/0' } },
    ]);
  });

  test('says where the event stood, whatever the event says itself', () => {
    const lied = { ...review(), lineage: 'elsewhere/0/1' };
    expect(cleaned(review(), lied).values('reviews_clean')).toMatchObject([{}, { lineage: 'reviews/0/1' }]);
  });

  test.each([
    ['no JSON', 'not json', 'json.invalid'],
    ['six stars', review({ rating: 6 }), 'review.rating'],
    ['half a star', review({ rating: 0.5 }), 'review.rating'],
    ['too long a text', review({ text: 'x'.repeat(2001) }), 'review.text'],
    ['a subject of something else', { ...review(), subject: 'basket-1' }, 'review.subject'],
    ['an event swollen by fields that nobody knows', { ...review(), padding: 'x'.repeat(66_000) }, 'review.size'],
    ['a leap second', { ...review(), time: '2026-06-30T23:59:60Z' }, 'review.time'],
    ['the year 0', { ...review(), time: '0000-01-01T00:00:00Z' }, 'review.time'],
    ['a text that no database stores', review({ text: 'a\u0000b' }), 'review.nul'],
    ['an id that no database stores', { ...review(), id: '\u0000' }, 'review.nul'],
  ])('refuses %s, with its bytes, and goes on', (_, value, code) => {
    const driver = cleaned(value, review({ reviewId: 'review-2' }));
    expect(reasons(driver)).toEqual([code]);
    expect(driver.values('dead_letters')).toEqual([value]);
    expect(driver.values('reviews_clean')).toHaveLength(1);
  });
});
