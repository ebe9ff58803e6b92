import { describe, expect, it } from '@jest/globals';
import type { Customer } from '@shop/api';
import { delayOf, isArrivalOf, type LoyaltyChange } from './loyalty-changes.js';

const row = (given: Partial<Customer> = {}): Customer => ({
  userId: 'user-1',
  name: 'Ada Sample',
  email: 'ada@example.com',
  loyaltyStatus: 'Gold',
  updatedAt: '2026-11-21T09:30:00.100Z',
  position: { topic: 'users', partition: 2, offset: '10' },
  arrivedAt: '2026-11-21T09:30:00.740Z',
  ...given,
});
const change: LoyaltyChange = {
  userId: 'user-1',
  to: 'Gold',
  changedAt: '2026-11-21T09:30:00.100Z',
  before: { topic: 'users', partition: 2, offset: '9' },
};

describe('The arrival of a changed row', () => {
  it('is a row of that user with that status, further on in the log', () => {
    expect(isArrivalOf(change, row())).toBe(true);
    expect(isArrivalOf(change, row({ userId: 'user-2' }))).toBe(false);
    expect(isArrivalOf(change, row({ loyaltyStatus: 'Silver' }))).toBe(false);
  });

  it('is not the row that was there before, even with the same status', () => {
    expect(isArrivalOf(change, row({ position: { topic: 'users', partition: 2, offset: '9' } }))).toBe(false);
  });

  it('compares offsets as numbers of any size', () => {
    const before = { topic: 'users', partition: 2, offset: '9007199254740993' };
    const next = { ...before, offset: '9007199254740994' };
    expect(isArrivalOf({ ...change, before }, row({ position: next }))).toBe(true);
    expect(isArrivalOf({ ...change, before: next }, row({ position: before }))).toBe(false);
  });

  it('tells how long it took, and nothing before it has happened', () => {
    expect(delayOf(change)).toBeUndefined();
    expect(delayOf({ ...change, arrived: row() })).toBe(640);
  });
});
