import { expect, it } from '@jest/globals';
import { countAt, stepsOf } from './history.js';

it('numbers events, and tells what was ignored and what came of each', () => {
  const counter = {
    initialState: 0,
    evolve: (sum: number, event: number) => (event < 0 ? sum : sum + event),
    ignored: (_sum: number, event: number) =>
      event < 0 ? { code: 'number.negative', reason: 'Only what adds counts.' } : undefined,
  };
  expect(stepsOf(counter, [1, -5, 2])).toEqual([
    { number: 0, event: 1, state: 1 },
    { number: 1, event: -5, state: 1, ignored: { code: 'number.negative', reason: 'Only what adds counts.' } },
    { number: 2, event: 2, state: 3 },
  ]);
});

it.each([
  ['0', 1],
  ['2', 3],
  ['3', undefined],
  ['2026-01-01T09:59:59.999Z', undefined],
  ['2026-01-01T10:00:00Z', 1],
  // The third event has an earlier time, and stands after one that is later than this.
  ['2026-01-01T10:00:01.500Z', 1],
  ['2026-01-01T11:00:02+01:00', 3],
])('counts events at %s: %s', (at, count) => {
  const times = ['2026-01-01T10:00:00.000Z', '2026-01-01T10:00:02.000Z', '2026-01-01T10:00:01.000Z'];
  expect(countAt(times, at)).toBe(count);
});

it('counts to any number', () => {
  const times = Array.from({ length: 12 }, (_, minute) => new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString());
  expect([countAt(times, '10'), countAt(times, '11'), countAt(times, '12')]).toEqual([11, 12, undefined]);
});
