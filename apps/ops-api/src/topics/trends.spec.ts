import { describe, expect, it } from '@jest/globals';
import { Trends } from './trends.js';

/** One sample a second. */
const after = (...lags: (number | null)[]) => {
  const trends = new Trends();
  return lags.map((lag, second) => trends.next('a', second * 1_000, lag)).at(-1);
};
const seconds = (count: number, lag: (second: number) => number) => Array.from({ length: count }, (_, i) => lag(i));

describe('the trend of a lag', () => {
  it('is falling, steady or rising', () => {
    expect(after(...seconds(20, (second) => 1_000 - second * 20))).toBe('falling');
    expect(after(...seconds(20, (second) => second * 5))).toBe('rising');
    expect(after(...seconds(20, () => 400))).toBe('steady');
    expect(after(...seconds(20, () => 0))).toBe('steady');
  });

  it('takes no notice of a record here and there, or of a few among many', () => {
    expect(after(...seconds(20, (second) => second % 2))).toBe('steady');
    expect(after(...seconds(20, (second) => 10_000 + second * 20))).toBe('steady');
  });

  it('is not known at first, and begins anew after what is not known', () => {
    expect(after(...seconds(8, (second) => second * 5))).toBeNull();
    expect(after(...seconds(20, (second) => second * 5), null)).toBeNull();
    expect(after(...seconds(20, (second) => second * 5), null, 3, 2)).toBeNull();
  });

  it('looks back half a minute and no further', () => {
    const long = seconds(60, (second) => (second < 20 ? second * 100 : 2_000));
    expect(after(...long)).toBe('steady');
  });

  it('is kept apart by whose it is', () => {
    const trends = new Trends();
    for (let second = 0; second < 20; second++) trends.next('a', second * 1_000, second * 5);
    expect(trends.next('b', 20_000, 100)).toBeNull();
    expect(trends.next('a', 20_000, 100)).toBe('rising');
  });
});
