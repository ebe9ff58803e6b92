import { expect, it } from '@jest/globals';
import { parseTime, pastTimes, toLocalField } from './as-of.js';

const local = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute);

it.each([
  // The 24th of November 2026 is a Tuesday.
  [local(27, 9, 30), 24],
  [local(25, 0, 1), 24],
  [local(24, 9, 30), 17],
  [local(23, 23, 59), 17],
])('finds last Tuesday before %s: the %i', (now, day) => {
  const [yesterday, tuesday, week] = pastTimes(now);
  expect(yesterday!.at).toBe(local(now.getDate() - 1, 23, 59).toISOString());
  expect(tuesday!.at).toBe(local(day, 23, 59).toISOString());
  expect(week!.at).toBe(new Date(now.getTime() - 7 * 86_400_000).toISOString());
});

it('reads times of an address, and nothing else', () => {
  expect(parseTime('2026-11-24T23:59:00+01:00')).toBe('2026-11-24T22:59:00.000Z');
  for (const nonsense of [undefined, '', '3', 'yesterday', '2026-13-45T99:00:00Z'])
    expect(parseTime(nonsense)).toBeUndefined();
});

it('gives a field what it gives back', () => {
  const at = local(24, 23, 59).toISOString();
  expect(parseTime(toLocalField(at))).toBe(at);
});
