import { describe, expect, it } from '@jest/globals';
import { dayWords, linePoints, valueOf, type Day } from './measures.js';

const day: Day = {
  date: '2026-11-20',
  orders: 3,
  unitsSold: 9,
  unitsPutBack: 2,
  revenue: [
    { amount: 1234, currency: 'GBP' },
    { amount: 900, currency: 'EUR' },
  ],
};

describe('What is counted per day', () => {
  it('never adds up two currencies', () => {
    expect(valueOf(day, 'revenue')).toBe(12.34);
    expect(valueOf({ ...day, revenue: [] }, 'revenue')).toBe(0);
    expect(valueOf(day, 'unitsPutBack')).toBe(2);
  });

  it('names days in UTC, wherever the operator is', () => {
    expect(dayWords('2026-11-20')).toBe('Fri 20 Nov');
  });

  it('draws a line from zero at the bottom to the highest value at the top', () => {
    expect(linePoints([0, 5, 10])).toBe('0.0,29.0 50.0,15.0 100.0,1.0');
    expect(linePoints([0, 0])).toBe('0.0,29.0 100.0,29.0');
    expect(linePoints([])).toBe('');
  });
});
