import { describe, expect, it } from '@jest/globals';
import { recordsBetween } from './records-ahead.js';

describe('recordsBetween', () => {
  // Records at 4, 6 and 8; the markers of their transactions at 5, 7 and 9.
  const seen = { records: [4, 6, 8], from: 4, next: 10 };

  it('counts records, not the markers of transactions', () => {
    expect(recordsBetween(seen, 6, 10)).toBe(2);
    expect(recordsBetween(seen, 4, 10)).toBe(3);
    expect(recordsBetween(seen, 9, 10)).toBe(0);
    expect(recordsBetween(seen, 10, 10)).toBe(0);
  });

  it('takes every offset that is not known yet for a record', () => {
    expect(recordsBetween(seen, 8, 12)).toBe(3);
    expect(recordsBetween(seen, 2, 10)).toBe(8);
    expect(recordsBetween(undefined, 2, 10)).toBe(8);
  });
});
