import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averageOf, counted, countOf, noRatings, type StarCounts } from './rating.js';

describe('ratings of a product', () => {
  test('are unknown without reviews', () => {
    expect([countOf(noRatings), averageOf(noRatings)]).toEqual([0, null]);
  });

  test('are averaged to two decimals', () => expect(averageOf([1, 0, 0, 0, 2])).toBe(3.67));

  test('counted one by one, equal those counted anew from the last review of each user', () => {
    const reviews = fc.array(
      fc.record({ user: fc.integer({ min: 0, max: 4 }), rating: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(reviews, (posted) => {
        const last = new Map<number, number>();
        let counts: StarCounts = noRatings;
        for (const { user, rating } of posted) {
          counts = counted(counts, rating, last.get(user));
          last.set(user, rating);
        }
        const ratings = [...last.values()];
        expect(counts).toEqual([1, 2, 3, 4, 5].map((star) => ratings.filter((rating) => rating === star).length));
        expect(countOf(counts)).toBe(ratings.length);
      }),
    );
  });
});
