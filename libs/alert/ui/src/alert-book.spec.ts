import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlertBook } from './alert-book.js';
import { anAlert } from './alert.fixture.js';

describe('The book of alerts', () => {
  it('keeps the highest sequence of each alert, in whatever order they come', () => {
    const history = [1, 2, 3, 4, 5, 6].map((sequence) => anAlert({ sequence, alertId: sequence % 2 ? 'a' : 'b' }));
    fc.assert(
      fc.property(fc.shuffledSubarray([...history, ...history], { minLength: 12, maxLength: 12 }), (arrivals) => {
        const book = new AlertBook();
        for (const alert of arrivals) book.take(alert);
        expect(book.find('a')?.sequence).toBe(5);
        expect(book.find('b')?.sequence).toBe(6);
      }),
    );
  });

  it('says what became of an alert', () => {
    const book = new AlertBook();
    expect(book.take(anAlert({ sequence: 4 }))).toBe('new');
    expect(book.take(anAlert({ sequence: 7 }))).toBe('changed');
    expect(book.take(anAlert({ sequence: 7 }))).toBe('stale');
    expect(book.take(anAlert({ sequence: 5 }))).toBe('stale');
  });

  it('shows the newest first', () => {
    const book = new AlertBook();
    book.take(anAlert({ alertId: 'older', raisedAt: '2026-11-20T10:00:00.000Z', sequence: 9 }));
    book.take(anAlert({ alertId: 'newer', raisedAt: '2026-11-21T10:00:00.000Z', sequence: 2 }));
    expect(book.alerts().map(({ alertId }) => alertId)).toEqual(['newer', 'older']);
  });
});

describe('Where the stream goes on after a reconnection', () => {
  it('is the highest sequence of the first snapshot, and of no later page', () => {
    const book = new AlertBook();
    book.takeSnapshot([anAlert({ alertId: 'a', sequence: 3 }), anAlert({ alertId: 'b', sequence: 5 })]);
    book.takeSnapshot([anAlert({ alertId: 'c', sequence: 9 })]);
    expect(book.after).toBe(5);
  });

  it('is the beginning while nothing is known', () => {
    expect(new AlertBook().after).toBe(0);
  });

  it('follows live messages', () => {
    const book = new AlertBook();
    book.connected();
    book.reached(5);
    expect(book.takeFromStream(anAlert({ sequence: 6 }))).toEqual({ taken: 'new', live: true });
    expect(book.after).toBe(6);
  });

  it('is not moved by the answer to a command of our own: what others did before it may have been missed', () => {
    const book = new AlertBook();
    book.connected();
    book.reached(5);
    book.take(anAlert({ sequence: 8 }));
    expect(book.after).toBe(5);
  });

  it('does not move when the link breaks in the middle of catching up', () => {
    const book = new AlertBook();
    book.connected();
    book.reached(5);
    book.connected();
    expect(book.takeFromStream(anAlert({ sequence: 9 }))).toEqual({ taken: 'new', live: false });
    expect(book.after).toBe(5);
    book.connected();
    book.takeFromStream(anAlert({ alertId: 'b', sequence: 7 }));
    book.reached(9);
    expect(book.after).toBe(9);
  });
});
