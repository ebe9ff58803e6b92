import { describe, expect, it } from '@jest/globals';
import { readersOf } from '@shop/topics';
import { kindOf, movableTopics, refuseMove, type MoveFacts } from './move-rules.js';

/** A paused reader, from 7 to somewhere else in a partition of 3 to 20. */
const refusal = (reader: string, to: number, given: Partial<MoveFacts> & { topic?: string } = {}) => {
  const topic = given.topic ?? movableTopics(reader, readersOf().get(reader)!)[0];
  return refuseMove({
    reader,
    moves: [{ topic, partition: 0, from: 7, to }],
    bounds: new Map([[`${topic}/0`, { begin: 3, end: 20 }]]),
    paused: true,
    skip: false,
    ...given,
  })?.code;
};

describe('moving a reader', () => {
  it('is for paused readers, and says first what would never do', () => {
    expect(refusal('basket-api.baskets', 3, { paused: false })).toBe('reader.running');
    expect(refusal('basket-api.baskets', 20, { paused: false })).toBe('reader.wouldSkip');
  });

  it('stays inside of what the log holds', () => {
    expect([2, 3, 20, 21].map((to) => refusal('notifier.raiser', to, { skip: true }))).toEqual([
      'reader.outOfRange',
      undefined,
      undefined,
      'reader.outOfRange',
    ]);
  });

  it('takes a read model back only, whatever is said', () => {
    expect(refusal('ops-api.sales', 3)).toBeUndefined();
    expect(refusal('ops-api.sales', 7)).toBeUndefined();
    expect(refusal('ops-api.sales', 8, { skip: true })).toBe('reader.wouldSkip');
  });

  it('lets an effect leave out records if that is said', () => {
    expect(refusal('notifier.raiser', 3)).toBeUndefined();
    expect(refusal('notifier.raiser', 20)).toBe('reader.wouldSkip');
    expect(refusal('notifier.raiser', 20, { skip: true })).toBeUndefined();
  });

  it('takes a task back only where a repetition is the same and is forgotten', () => {
    expect(refusal('review-pipeline.filter', 3)).toBeUndefined();
    expect(refusal('review-pipeline.filter', 20, { skip: true })).toBe('reader.wouldSkip');
    expect(refusal('review-pipeline.enrich', 3)).toBe('reader.wouldDecideAgain');
    expect(refusal('review-pipeline.clean', 3)).toBe('reader.wouldRepeat');
  });

  it('leaves the state of a task alone', () => {
    expect(movableTopics('review-pipeline.enrich', readersOf().get('review-pipeline.enrich')!)).toEqual([
      'reviews_clean',
    ]);
    for (const topic of ['users', 'review_pipeline_waiting'])
      expect(refusal('review-pipeline.enrich', 3, { topic })).toBe('reader.keepsState');
  });

  it('has nothing to move where everything is in memory', () => {
    expect(refusal('ops-api.ticker', 3)).toBe('reader.unmovable');
  });

  it('has a rule for every reader of the map', () => {
    for (const reader of readersOf().keys()) expect(kindOf(reader)).toBeDefined();
  });
});
