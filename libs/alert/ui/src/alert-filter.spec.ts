import { describe, expect, it } from '@jest/globals';
import { anAlert } from './alert.fixture.js';
import { matches } from './alert-filter.js';

describe('Filtering alerts', () => {
  const now = Date.parse('2026-11-21T10:00:00.000Z');
  const alert = anAlert({ productName: 'Baked Beans', text: 'Cold and late', status: 'acknowledged' });

  it.each([
    ['all', '', true],
    ['acknowledged', '', true],
    ['open', '', false],
    ['all', 'beans LATE', true],
    ['all', 'beans early', false],
    ['all', 'ada@example', true],
  ] as const)('status %s, words "%s": %s', (status, words, shown) => {
    expect(matches(alert, { status, words }, now)).toBe(shown);
  });

  it('believes the search of the server about words, never about the status', () => {
    expect(matches(alert, { status: 'all', words: 'legumes' }, now, true)).toBe(true);
    expect(matches(alert, { status: 'open', words: 'legumes' }, now, true)).toBe(false);
  });

  it('has a snoozed alert among the snoozed ones only, until its time is over', () => {
    const asleep = anAlert({ status: 'open', snoozedUntil: new Date(now).toISOString() });
    const shownAs = (at: number) =>
      (['open', 'acknowledged', 'snoozed', 'resolved', 'unresolved', 'all'] as const).filter((status) =>
        matches(asleep, { status, words: '' }, at),
      );
    expect(shownAs(now - 1)).toEqual(['snoozed', 'unresolved', 'all']);
    expect(shownAs(now)).toEqual(['open', 'unresolved', 'all']);
  });

  it('counts acknowledged alerts among those that are not resolved', () => {
    expect(matches(alert, { status: 'unresolved', words: '' }, now)).toBe(true);
    expect(matches(anAlert({ status: 'resolved' }), { status: 'unresolved', words: '' }, now)).toBe(false);
  });
});
