import { describe, expect, it } from '@jest/globals';
import { formatMoney } from './money.js';
import { relativeTime } from './relative-time.js';

describe('money', () => {
  it.each([
    [{ amount: 125, currency: 'GBP' }, '£1.25'],
    [{ amount: 5, currency: 'GBP' }, '£0.05'],
    [{ amount: 123_456_789, currency: 'GBP' }, '£1,234,567.89'],
    [{ amount: 500, currency: 'JPY' }, 'JP¥500'],
    [{ amount: 1234, currency: 'BHD' }, 'BHD 1.234'],
  ])('%p is written %p', (money, text) => {
    expect(formatMoney(money).replace('\u00a0', ' ')).toBe(text);
  });
});

describe('a relative time', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T11:59:00Z', '1 minute ago'],
    ['2026-11-21T09:00:00Z', '3 hours ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
    ['2026-08-21T12:00:00Z', '3 months ago'],
    ['2026-11-21T12:30:00Z', 'in 30 minutes'],
  ])('%s is %p', (time, words) => {
    expect(relativeTime(time, now)).toBe(words);
  });
});
