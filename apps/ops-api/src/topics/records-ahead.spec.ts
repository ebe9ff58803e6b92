import { describe, expect, it } from '@jest/globals';
import { afterBatch, recordsBetween } from './records-ahead.js';

describe('recordsBetween', () => {
  // Records at 4, 6 and 8; the markers of their transactions at 5, 7 and 9.
  const seen = { records: [4, 6, 8], from: 4, next: 10, count: 3, since: 4 };

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

describe('afterBatch', () => {
  it('goes on counting, past the offsets that are kept', () => {
    const first = afterBatch(undefined, { records: [0, 2], from: 0, next: 4 });
    const many = Array.from({ length: 2_500 }, (_, index) => 4 + 2 * index);
    const second = afterBatch(first, { records: many, from: 4, next: 5_004 });
    expect(second).toMatchObject({ count: 2_502, since: 0, next: 5_004 });
    expect([second.records.length, second.from]).toEqual([2_000, second.records[0]]);
  });

  it('begins anew where a batch does not follow', () => {
    const first = afterBatch(undefined, { records: [0, 1], from: 0, next: 2 });
    const seen = afterBatch(first, { records: [9], from: 8, next: 10 });
    expect(seen).toEqual({ records: [9], from: 8, next: 10, count: 1, since: 8 });
  });
});
