import { describe, expect, it } from '@jest/globals';
import { EndHistory } from './end-history.js';

const ends = (end: number) => new Map([['reviews/2', end]]);
const history = (...points: [at: number, end: number][]) => {
  const table = new EndHistory(4);
  for (const [at, end] of points) table.note(at, ends(end));
  return table;
};

describe('the history of an end', () => {
  it('tells when a record was appended, evenly between two looks', () => {
    const table = history([1_000, 10], [2_000, 14]);
    expect([10, 11, 13].map((offset) => table.appendedAt('reviews/2', offset))).toEqual([1_250, 1_500, 2_000]);
  });

  it('counts from the last look before it came, however long it was quiet', () => {
    const table = history([0, 10], [1_000, 10], [60_000, 10], [61_000, 11]);
    expect(table.appendedAt('reviews/2', 10)).toBe(61_000);
    expect(history([60_000, 10], [61_000, 12]).appendedAt('reviews/2', 10)).toBe(60_500);
  });

  it('knows nothing of what was there before, of what is not there yet, and of other partitions', () => {
    const table = history([1_000, 10], [2_000, 14]);
    for (const offset of [0, 9, 14, 99]) expect(table.appendedAt('reviews/2', offset)).toBeUndefined();
    expect(table.appendedAt('reviews/1', 11)).toBeUndefined();
    expect(history([1_000, 10]).appendedAt('reviews/2', 9)).toBeUndefined();
  });

  it('is bounded: the oldest points go', () => {
    const table = history([1, 1], [2, 2], [3, 3], [4, 4], [5, 5]);
    expect(table.appendedAt('reviews/2', 1)).toBeUndefined();
    expect(table.appendedAt('reviews/2', 2)).toBe(3);
  });

  it('begins again with a topic that was made anew', () => {
    const table = history([1_000, 10], [2_000, 14], [3_000, 2], [4_000, 12]);
    expect(table.appendedAt('reviews/2', 11)).toBe(4_000);
    expect(table.appendedAt('reviews/2', 1)).toBeUndefined();
  });
});
