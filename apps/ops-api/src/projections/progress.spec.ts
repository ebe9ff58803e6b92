import { describe, expect, test } from '@jest/globals';
import { addUp, RateWindow } from './progress.js';

describe('the progress of a rebuild', () => {
  test('is the sum over the partitions, from where each begins', () => {
    const partitions = [
      { begin: 0, end: 100, position: 40, left: 60 },
      { begin: 50, end: 150, left: 100 },
    ];
    expect(addUp(partitions)).toEqual({ done: 40, total: 200 });
  });

  test('is unknown while nothing was committed, which is not 0', () => {
    expect(addUp([{ begin: 0, end: 100, left: 100 }])).toEqual({ done: null, total: 100 });
    expect(new RateWindow().next(0, { done: null, total: 100 })).toEqual({
      done: null,
      total: 100,
      rate: null,
      secondsLeft: null,
    });
  });

  test('of an empty log is complete', () => {
    expect(addUp([{ begin: 0, end: 0, left: 0 }])).toEqual({ done: 0, total: 0 });
  });

  test('has a rate and a time left from the second measurement on', () => {
    const window = new RateWindow();
    expect(window.next(0, { done: 100, total: 1_000 })).toMatchObject({ rate: null, secondsLeft: null });
    expect(window.next(500, { done: 200, total: 1_000 })).toMatchObject({ rate: 200, secondsLeft: 4 });
  });

  test('looks back over some seconds only, so that the rate follows', () => {
    const window = new RateWindow();
    window.next(0, { done: 0, total: 10_000 });
    window.next(4_000, { done: 4_000, total: 10_000 });
    expect(window.next(8_000, { done: 4_400, total: 10_000 })).toMatchObject({ rate: 100, secondsLeft: 56 });
  });

  test('has no time left to tell while it stands still, and none when it is complete', () => {
    const window = new RateWindow();
    window.next(0, { done: 10, total: 20 });
    expect(window.next(1_000, { done: 10, total: 20 })).toMatchObject({ rate: 0, secondsLeft: null });
    expect(window.next(2_000, { done: 20, total: 20 })).toMatchObject({ secondsLeft: 0 });
  });

  test('begins again when the rebuild did', () => {
    const window = new RateWindow();
    window.next(0, { done: 900, total: 1_000 });
    expect(window.next(1_000, { done: 100, total: 1_000 })).toMatchObject({ done: 100, rate: null });
  });
});
