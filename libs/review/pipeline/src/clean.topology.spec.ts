import { describe, expect, test } from '@jest/globals';
import { TestDriver } from '@shop/streams-topology';
import { clean } from './clean.topology.js';
import { review } from './review.examples.js';

const cleaned = (...values: unknown[]) => {
  const driver = new TestDriver([clean]);
  for (const value of values) driver.append('reviews', 'review-1', value);
  return driver.run();
};
const refusals = (driver: TestDriver) =>
  driver
    .read('dead_letters')
    .map(({ headers }) => [
      headers['__connect.errors.exception.class.name'],
      headers['__connect.errors.exception.message'],
    ]);
/** A review with a field that nobody knows, so that it has this many characters. */
const sized = (characters: number) => {
  const swollen = { ...review(), padding: '' };
  return { ...swollen, padding: 'x'.repeat(characters - JSON.stringify(swollen).length) };
};

describe('clean', () => {
  test('passes a review on, keyed by its author, the same event with the way it came', () => {
    const posted = review({ userId: 'pat' });
    expect(cleaned(posted).read('reviews_clean')).toMatchObject([
      { key: 'pat', value: { ...posted, lineage: 'reviews/0/0' } },
    ]);
  });

  test('passes on the fields that it knows, and no other', () => {
    const posted = review({ userId: 'pat' });
    const chatty = { ...posted, name: 'Pat Example', data: { ...posted.data, email: 'pat@shop.example' } };
    expect(cleaned(chatty).values('reviews_clean')).toEqual([{ ...posted, lineage: 'reviews/0/0' }]);
  });

  test('says where the event stood, whatever the event says itself', () => {
    const lied = { ...review(), lineage: 'elsewhere/0/1' };
    expect(cleaned(review(), lied).values('reviews_clean')).toMatchObject([{}, { lineage: 'reviews/0/1' }]);
  });

  test.each([
    ['no JSON', 'not json', 'json.invalid', /JSON/],
    ['six stars', review({ rating: 6 }), 'review.rating', /from 1 to 5/],
    ['half a star', review({ rating: 0.5 }), 'review.rating', /whole number/],
    ['too long a text', review({ text: 'x'.repeat(2001) }), 'review.text', /at most 2000/],
    ['a subject of something else', { ...review(), subject: 'basket-1' }, 'review.subject', /data\.reviewId/],
    ['an event swollen by fields that nobody knows', sized(65_537), 'review.size', /65537 .* at most 65536/],
  ])('refuses %s, with its bytes and a reason, and goes on', (_, value, code, reason) => {
    const driver = cleaned(value, review({ reviewId: 'review-2' }));
    expect(refusals(driver)).toEqual([[code, expect.stringMatching(reason)]]);
    expect(driver.values('dead_letters')).toEqual([value]);
    expect(driver.values('reviews_clean')).toHaveLength(1);
  });

  test.each([
    ['the largest event', sized(65_536)],
    ['the first moment that computers count from', { ...review(), time: '1970-01-01T00:00:00Z' }],
  ])('lets %s through', (_, value) => expect(cleaned(value).values('reviews_clean')).toHaveLength(1));
});
