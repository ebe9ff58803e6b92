import { describe, expect, it } from '@jest/globals';
import { anAlert } from './alert.fixture.js';
import { isSnoozed, matches } from './alert-filter.js';

describe('Filtering alerts', () => {
  const alert = anAlert({ productName: 'Baked Beans', text: 'Cold and late', status: 'acknowledged' });

  it.each([
    ['all', '', true],
    ['acknowledged', '', true],
    ['open', '', false],
    ['all', 'beans LATE', true],
    ['all', 'beans early', false],
    ['all', 'ada@example', true],
  ] as const)('status %s, words "%s": %s', (status, words, shown) => {
    expect(matches(alert, { status, words })).toBe(shown);
  });

  it('believes the search of the server about words, never about the status', () => {
    expect(matches(alert, { status: 'all', words: 'legumes' }, true)).toBe(true);
    expect(matches(alert, { status: 'open', words: 'legumes' }, true)).toBe(false);
  });

  it('lets a snooze end by itself, and a resolved alert sleep no more', () => {
    const until = '2026-11-21T10:00:00.000Z';
    expect(isSnoozed(anAlert({ snoozedUntil: until }), Date.parse(until) - 1)).toBe(true);
    expect(isSnoozed(anAlert({ snoozedUntil: until }), Date.parse(until))).toBe(false);
    expect(isSnoozed(anAlert({ snoozedUntil: until, status: 'resolved' }), 0)).toBe(false);
  });
});
