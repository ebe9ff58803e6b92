import { describe, expect, it } from '@jest/globals';
import { aReader } from './flow.fixture.js';
import { summarise } from './flow-summary.js';

describe('The strip over the data flow', () => {
  it('says that all are caught up only when all are known to run with nothing behind', () => {
    expect(summarise([aReader('a.one'), aReader('b.two')])).toMatchObject({
      tone: 'calm',
      words: 'All caught up: 2 readers',
      short: 'All caught up',
    });
  });

  it('says who is behind, the furthest first', () => {
    const summary = summarise([aReader('a.one', { lag: 3 }), aReader('b.two', { lag: 1204 }), aReader('c.three')]);
    expect(summary).toMatchObject({ tone: 'busy', words: 'b.two is 1,204 behind · a.one is 3 behind' });
  });

  it('says who is away or paused before who is behind, with what has piled up', () => {
    const summary = summarise([
      aReader('a.one', { lag: 900 }),
      aReader('notifier.raiser', { state: 'away', lag: 2 }),
      aReader('b.two', { state: 'paused', lag: 0 }),
    ]);
    expect(summary.tone).toBe('trouble');
    expect(summary.short).toBe('1 away, 1 paused');
    expect(summary.words).toBe('notifier.raiser is away, 2 behind · b.two is paused · a.one is 900 behind');
  });

  it('shows unknown as unknown, never as nothing behind', () => {
    expect(summarise(undefined).tone).toBe('unknown');
    expect(summarise([]).tone).toBe('unknown');
    expect(summarise([aReader('a.one', { lag: null })])).toMatchObject({
      tone: 'unknown',
      words: 'position of a.one unknown',
    });
    expect(summarise([aReader('a.one', { state: 'unknown', lag: null })]).words).toBe(
      'state of a.one unknown, position unknown',
    );
  });

  it('does not call a reader unknown whose process alone knows where it stands, unless nobody runs it', () => {
    const fold = aReader('a.revocations', { kind: 'fold', lag: null, lagSeconds: null });
    expect(summarise([fold, aReader('b.two')])).toMatchObject({ tone: 'calm', words: 'All caught up: 2 readers' });
    const away = { ...fold, state: 'away' as const };
    expect(summarise([away, aReader('b.two')])).toMatchObject({ tone: 'trouble', words: 'a.revocations is away' });
  });

  it('names three and counts the rest', () => {
    const readers = ['a', 'b', 'c', 'd', 'e'].map((name, at) => aReader(`${name}.x`, { lag: 10 - at }));
    expect(summarise(readers).words).toBe('a.x is 10 behind · b.x is 9 behind · c.x is 8 behind · and 2 more');
  });
});
