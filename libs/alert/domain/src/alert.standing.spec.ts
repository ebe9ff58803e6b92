import { describe, expect, it } from '@jest/globals';
import { standingAt } from './alert.standing.js';

const until = '2026-11-21T10:00:00.000Z';
const end = Date.parse(until);

describe('how an alert stands', () => {
  it.each([
    [{ status: 'open' }, 0, 'open'],
    [{ status: 'acknowledged' }, 0, 'acknowledged'],
    [{ status: 'open', snoozedUntil: until }, end - 1, 'snoozed'],
    [{ status: 'acknowledged', snoozedUntil: until }, end - 1, 'snoozed'],
    [{ status: 'open', snoozedUntil: until }, end, 'open'],
    [{ status: 'acknowledged', snoozedUntil: until }, end, 'acknowledged'],
    [{ status: 'resolved', snoozedUntil: until }, end - 1, 'resolved'],
  ] as const)('%j at %i: %s', (alert, now, standing) => {
    expect(standingAt(alert, now)).toBe(standing);
  });
});
