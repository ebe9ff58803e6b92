import { describe, expect, it } from '@jest/globals';
import { operations } from '@shop/api';
import { actionWords, auditedActions, momentOf, targetOf } from './audit-words.js';

describe('the audit', () => {
  it('says an action in words', () => expect(actionWords('pauseReader')).toBe('Pause reader'));

  it.each([
    [{ action: 'signIn', actor: 'u1', target: 'u1' }, undefined],
    [{ action: 'listAlerts', actor: 'u1', target: null }, undefined],
    [
      { action: 'signIn', actor: null, target: 'u1' },
      { kind: 'user', id: 'u1' },
    ],
    [
      { action: 'changeUser', actor: 'u2', target: 'u1' },
      { kind: 'user', id: 'u1' },
    ],
    [
      { action: 'signIn', actor: null, target: 'unknown:x1' },
      { kind: 'nobody', id: 'unknown:x1' },
    ],
    [
      { action: 'pauseReader', actor: 'u2', target: 'a.b' },
      { kind: 'thing', id: 'a.b' },
    ],
    [
      { action: 'exceedBudget', actor: null, target: 'reads' },
      { kind: 'thing', id: 'reads' },
    ],
  ])('says to what: %j', (event, target) => expect(targetOf(event, operations)).toEqual(target));

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
