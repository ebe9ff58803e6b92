import { describe, expect, it } from '@jest/globals';
import { aProjection, anOutcome, aRebuild } from './projection.fixture.js';
import {
  differingWords,
  doneWords,
  leftWords,
  mayLogWin,
  outcomeWords,
  percentOf,
  rateWords,
  resultWords,
  stateOf,
  tookWords,
  underWayWords,
} from './projection-words.js';

describe('The state of a read model', () => {
  it('says that a service is away before it says what it was asked to do', () => {
    expect(stateOf(aProjection())).toEqual({ words: 'Up to date', tone: 'calm' });
    expect(stateOf(aProjection({ readerState: 'away' })).words).toBe('Away');
    expect(stateOf(aProjection({ readerState: 'paused' })).words).toBe('Paused');
    expect(stateOf(aProjection({ readerState: 'unknown' })).tone).toBe('unknown');
    expect(stateOf(aProjection({ state: 'building' }))).toEqual({ words: 'Being built', tone: 'busy' });
    for (const state of ['requested', 'building', 'comparing', 'cancelling'] as const)
      expect(stateOf(aProjection({ state, readerState: 'away' })).tone).toBe('trouble');
  });

  it('says what goes on, and what becomes of it while the service is away', () => {
    expect(underWayWords(aProjection())).toBeUndefined();
    expect(underWayWords(aProjection({ state: 'building', building: aRebuild() }))).toBe(
      'Generation 2 reads the log; generation 1 goes on answering.',
    );
    const away = { readerState: 'away' } as const;
    expect(underWayWords(aProjection({ state: 'requested', ...away }))).toContain('begins when basket-api is back');
    expect(underWayWords(aProjection({ state: 'building', ...away }))).toContain('goes on when it is back');
    expect(underWayWords(aProjection({ state: 'building', readerState: 'paused' }))).toContain('is paused');
  });
});

describe('The progress of a rebuild', () => {
  it('is told with its rate and the time left', () => {
    const rebuild = aRebuild({ done: 1_204, total: 9_310, rate: 2_310, secondsLeft: 4 });
    expect([doneWords(rebuild), rateWords(rebuild), leftWords(rebuild)]).toEqual([
      '1,204 of 9,310 offsets',
      '2,310 a second',
      'about 4 s left',
    ]);
    expect(percentOf(rebuild)).toBeCloseTo(12.93, 2);
    expect(leftWords(aRebuild({ secondsLeft: 200 }))).toBe('about 3 min left');
    expect(leftWords(aRebuild({ secondsLeft: 0 }))).toBe('nothing left');
  });

  it('does not show the unknown as 0', () => {
    const rebuild = aRebuild({ done: null, total: 1 });
    expect([doneWords(rebuild), rateWords(rebuild), leftWords(rebuild), percentOf(rebuild)]).toEqual([
      'Nothing of 1 offset yet',
      '',
      '',
      undefined,
    ]);
    expect(doneWords(aRebuild())).toBe('Not measured yet');
  });

  it('of an empty log is complete', () => {
    expect(percentOf(aRebuild({ done: 0, total: 0 }))).toBe(100);
  });
});

describe('The end of a rebuild', () => {
  it('says that the tables are equal only where all of them are', () => {
    expect(resultWords(anOutcome())).toBe('Built anew, equal');
    expect(outcomeWords(anOutcome())).toBe(
      'Built from the log in 5.1 s, and equal to what was dropped: 15 rows in 2 tables.',
    );
    const [table, other] = anOutcome().tables;
    const changed = anOutcome({ to: { number: 2, version: 2 }, tables: [table!, { ...other!, equal: null }] });
    expect(resultWords(changed)).toBe('Built anew');
    expect(outcomeWords(changed)).toContain('by version 2');
  });

  it('says that nothing is lost when it failed or was cancelled', () => {
    expect(outcomeWords(anOutcome({ result: 'failed' }))).toContain('nothing is lost');
    expect(outcomeWords(anOutcome({ result: 'cancelled' }))).toContain('what answered goes on');
  });

  it('of a verification says whether the read model is what the log says', () => {
    const verified = anOutcome({ result: 'verified', purpose: 'verify' });
    expect(resultWords(verified)).toBe('Equal to the log');
    expect(outcomeWords(verified)).toBe('Compared with the log in 5.1 s, and equal: 15 rows in 2 tables.');
    const [table, other] = verified.tables;
    const differs = { ...verified, tables: [table!, { ...other!, equal: false }] };
    expect(resultWords(differs)).toBe('Differs from the log');
    expect(outcomeWords(differs)).toContain('lines is not what the log says. Nothing was changed.');
    expect(resultWords({ ...differs, result: 'rebuilt', purpose: 'logWins' })).toBe('Built anew, the log won');
  });

  it('lets the log win only after something was found to differ', () => {
    const tables = anOutcome().tables.map((table) => ({ ...table, equal: false }));
    expect(mayLogWin(aProjection())).toBe(false);
    expect(mayLogWin(aProjection({ last: anOutcome({ result: 'verified' }) }))).toBe(false);
    expect(mayLogWin(aProjection({ last: anOutcome({ result: 'verified', tables }) }))).toBe(true);
    expect(mayLogWin(aProjection({ last: anOutcome({ result: 'failed', tables }) }))).toBe(true);
    expect(mayLogWin(aProjection({ last: anOutcome({ result: 'rebuilt', tables }) }))).toBe(false);
    expect(mayLogWin(aProjection({ state: 'building', last: anOutcome({ result: 'failed', tables }) }))).toBe(false);
  });

  it('names the rows that differ', () => {
    const keys = [{ key: '["b1"]', how: 'changed' as const }];
    expect(differingWords({ rows: 1, keys })).toBe('1 row: ["b1"] changed');
    expect(differingWords({ rows: 1_201, keys })).toBe('1,201 rows: ["b1"] changed, and 1,200 more');
  });

  it('tells times in the unit that suits them', () => {
    expect([820, 5_120, 200_000].map(tookWords)).toEqual(['820 ms', '5.1 s', '3 min 20 s']);
  });
});
