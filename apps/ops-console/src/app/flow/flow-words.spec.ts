import { describe, expect, it } from '@jest/globals';
import { aReader } from './flow.fixture.js';
import { standingWords, standsInMemory } from './flow-words.js';

describe('where a reader stands', () => {
  const fold = aReader('a.revocations', { kind: 'fold', lag: null });

  it.each([
    ['caught up', aReader('a.one')],
    ['3 behind', aReader('a.one', { lag: 3 })],
    ['position unknown', aReader('a.one', { lag: null })],
    ['away, 3 behind', aReader('a.one', { state: 'away', lag: 3 })],
    ['unknown, position unknown', undefined],
    ['in memory', fold],
    ['away', { ...fold, state: 'away' as const }],
    // One whose process is the one that is asked.
    ['caught up', { ...fold, lag: 0 }],
  ])('is said to be "%s"', (words, reader) => {
    expect(standingWords(reader)).toBe(words);
  });

  it('is no trouble while a process runs it that alone knows', () => {
    expect(standsInMemory(fold)).toBe(true);
    expect(standsInMemory({ ...fold, state: 'away' })).toBe(false);
    expect(standsInMemory(aReader('a.one', { lag: null }))).toBe(false);
  });
});
