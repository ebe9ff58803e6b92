import { describe, expect, it } from '@jest/globals';
import { expectedOf, verdictOf } from './expected.js';
import { judge } from './judge.js';
import { bytesOf, review, storedLetter } from './letters.fixture.js';

const of = (value: unknown, letter: object = {}) => {
  const stored = storedLetter(value, {}, letter);
  return judge(stored, stored.value);
};

describe('What would become of a dead letter', () => {
  it('is understood, when today’s schema and rules let it through', () => {
    expect(of(review)).toEqual({ outcome: 'accepted', code: null, message: null });
  });

  it('fails again, when the schema still refuses it', () => {
    expect(of({ ...review, data: { ...review.data, rating: 11 } })).toEqual({
      outcome: 'failsAgain',
      code: 'schema.mismatch',
      message: 'data.rating: must be <= 5',
    });
    expect(of('not json')).toMatchObject({ outcome: 'failsAgain', code: 'json.invalid' });
    expect(of(null)).toMatchObject({ outcome: 'failsAgain', code: 'record.empty' });
  });

  it('fails again, when a rule of its reader refuses what the schema lets through', () => {
    expect(of({ ...review, subject: 'another' })).toMatchObject({ outcome: 'failsAgain', code: 'review.subject' });
  });

  it('fails again, when its reader still fails of it', () => {
    expect(of(review, { time: 'no time at all', code: 'handler.failed' })).toEqual({
      outcome: 'failsAgain',
      code: 'handler.failed',
      message: 'RangeError: Invalid time value',
    });
  });

  it('is not sure, when its reader failed of something that only shows when it tries', () => {
    const opened = {
      ...review,
      type: 'BasketOpened',
      dataschema: 'urn:shop:schema:BasketOpened:1',
      data: { owner: 'u' },
    };
    const source = { topic: 'basket_events', partition: 0, offset: '1' };
    const letter = { reader: 'basket-api.baskets', source };
    expect(of(opened, { ...letter, code: 'record.unstorable' })).toMatchObject({ outcome: 'unsure' });
    expect(of(opened, letter)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('What a record is held against', () => {
  it('is the schema of the type it says to be', () => {
    expect(expectedOf('reviews', bytesOf(review))).toMatchObject({ type: 'ReviewPosted', schema: { type: 'object' } });
    expect(expectedOf('basket_events', bytesOf({ type: 'ItemAdd' }))).toMatchObject({ type: 'ItemAdd' });
  });

  it('is the only type of the topic, where it names none', () => {
    const { schema, type } = expectedOf('reviews', bytesOf('not json'));
    expect([type, schema?.['type']]).toEqual([null, 'object']);
  });

  it('is a list of types, where several might have been meant', () => {
    const { types, schema } = expectedOf('basket_events', bytesOf({ type: 'toString' }));
    expect([types.includes('ItemAdd'), schema]).toEqual([true, null]);
  });

  it('is the schema of the rows, and nothing for an unknown topic', () => {
    expect(expectedOf('users', null).schema).toMatchObject({ type: 'object' });
    expect(expectedOf('nowhere', null)).toEqual({ topic: 'nowhere', types: [], type: null, schema: null });
    expect(verdictOf('nowhere', null)).toMatchObject({ ok: false, code: 'topic.unknown' });
  });

  it('points at the field that is wrong', () => {
    const wrong = { ...review, data: { ...review.data, rating: 11 } };
    expect(verdictOf('reviews', bytesOf(wrong))).toMatchObject({ ok: false, pointer: '/data/rating' });
    expect(verdictOf('reviews', bytesOf(review))).toEqual({ ok: true, code: null, message: null, pointer: null });
  });
});
