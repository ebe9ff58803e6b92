import { describe, expect, it } from '@jest/globals';
import { operations } from '@shop/api';
import { actionWords, auditedActions, momentOf, outcomeWords } from './audit-words.js';

describe('the audit', () => {
  it('says an action in words', () => expect(actionWords('pauseReader')).toBe('pause reader'));

  it.each([
    [{ outcome: 'done', code: null }, 'done'],
    [{ outcome: 'refused', code: 'signIn.wrong' }, 'refused: signIn.wrong'],
  ] as const)('says what came of it: %j', (event, words) => expect(outcomeWords(event)).toBe(words));

  it('offers what changes something, and signing in', () => {
    const actions = auditedActions(operations);
    expect(actions).toEqual(expect.arrayContaining(['signIn', 'changeUser', 'pauseReader', 'openSocket']));
    expect(actions).not.toContain('listAlerts');
  });

  it.each([
    ['', undefined],
    ['soon', undefined],
    ['2026-11-28T09:30:00Z', '2026-11-28T09:30:00.000Z'],
  ])('takes %j for the time %j', (local, moment) => expect(momentOf(local)).toBe(moment));
});
