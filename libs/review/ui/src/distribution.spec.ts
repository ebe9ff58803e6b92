import { describe, expect, it } from '@jest/globals';
import { barsOf } from './distribution.js';

describe('the bars of a distribution', () => {
  it('begin with five stars and say their share', () => {
    expect(barsOf({ '1': 1, '2': 0, '3': 0, '4': 1, '5': 2 })).toEqual([
      { stars: 5, count: 2, percent: 50 },
      { stars: 4, count: 1, percent: 25 },
      { stars: 3, count: 0, percent: 0 },
      { stars: 2, count: 0, percent: 0 },
      { stars: 1, count: 1, percent: 25 },
    ]);
  });

  it('are empty, not broken, without reviews', () => {
    expect(barsOf({ '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 }).every(({ percent }) => percent === 0)).toBe(true);
  });
});
