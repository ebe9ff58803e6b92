import { describe, expect, test } from '@jest/globals';
import { topics } from '@shop/topics';
import { decoderOf, Undecodable } from './decode.js';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const posted = {
  specversion: '1.0',
  id: '1',
  source: '/review-api',
  type: 'ReviewPosted',
  subject: 'r1',
  time: '2026-11-21T09:30:00.000Z',
  dataschema: 'urn:shop:schema:ReviewPosted:1',
  datacontenttype: 'application/json',
  correlationid: 'c1',
  actor: 'u1',
  data: { reviewId: 'r1', sku: 'bread', productName: 'Bread', userId: 'u1', rating: 1, text: 'Stale.' },
};

describe('what a value says', () => {
  const review = decoderOf(topics.reviews);

  test('an event of the topic', () => {
    expect(review(bytes(posted))).toEqual({ kind: 'event', event: posted });
  });

  test('a newer writer may add fields', () => {
    expect(review(bytes({ ...posted, data: { ...posted.data, mood: 'sour' } }))).toMatchObject({ kind: 'event' });
  });

  test.each([
    ['not json', 'json.invalid', /not JSON/],
    [null, 'record.empty', /null/],
    ['null', 'schema.mismatch', /not an object/],
    [[], 'type.unknown', /undefined/],
    [{ ...posted, type: 'ReviewPraised' }, 'type.unknown', /"ReviewPraised" is not an event of reviews/],
    [{ ...posted, data: { ...posted.data, rating: 6 } }, 'schema.mismatch', /^data\.rating: must be <= 5$/],
    [{ ...posted, time: 'yesterday' }, 'schema.mismatch', /^time: must match format "date-time"$/],
    [{ ...posted, dataschema: 'urn:shop:schema:ReviewPosted:2' }, 'schema.mismatch', /^dataschema: .*ReviewPosted:1"$/],
  ])('%j is %s', (value, code, message) => {
    const said = review(value === null ? null : bytes(value));
    expect(said).toBeInstanceOf(Undecodable);
    expect(said).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test.each([
    [{ ...posted, data: { ...posted.data, rating: 6 } }, '/data/rating'],
    [{ ...posted, data: { ...posted.data, sku: undefined } }, '/data/sku'],
    [{ ...posted, type: 'ReviewPraised' }, '/type'],
    ['not json', undefined],
  ])('%j points at %s', (value, pointer) => {
    expect((review(bytes(value)) as { pointer?: string }).pointer).toBe(pointer);
  });

  test.each([
    ['2026-02-28T23:59:59.999Z', 'event'],
    ['2024-02-29T00:00:00.000Z', 'event'],
    ['2026-02-29T00:00:00.000Z', 'bad'],
    ['2026-12-31T08:30:00+01:00', 'event'],
    ['2016-12-31T23:59:60Z', 'event'],
    ['2026-04-31T00:00:00.000Z', 'bad'],
    ['2026-13-01T00:00:00.000Z', 'bad'],
    ['2026-00-10T00:00:00.000Z', 'bad'],
    ['2026-01-00T00:00:00.000Z', 'bad'],
    ['2026-01-01T24:00:00.000Z', 'bad'],
    ['2026-01-01T10:60:00.000Z', 'bad'],
    ['2026-01-01', 'bad'],
  ])('the time %s makes it an %s one', (time, kind) => {
    expect(review(bytes({ ...posted, time })) instanceof Undecodable ? 'bad' : 'event').toBe(kind);
  });

  test.each([
    { kind: 'bad', code: {}, message: [] },
    { kind: 'bad', code: 1, message: { a: 1 } },
    { kind: 'bad', code: 'json.invalid', message: 'mine' },
    { kind: 'row', row: {} },
    { kind: 'tombstone' },
  ])('a value that looks like one of ours, %j, is a value like any other', (value) => {
    expect(review(bytes(value))).toEqual(new Undecodable('type.unknown', expect.any(String) as never, '/type'));
    expect(decoderOf(topics.products)(bytes(value))).toMatchObject({ code: 'schema.mismatch' });
  });

  test('bytes that are not UTF-8 are not repaired', () => {
    expect(review(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({ code: 'json.invalid' });
  });

  test('null is a tombstone among rows, however long they are kept', () => {
    for (const topic of [topics.users, topics.products]) expect(decoderOf(topic)(null)).toEqual({ kind: 'tombstone' });
  });

  test('dead letters are not parsed', () => {
    expect(decoderOf(topics.dead_letters)(bytes('not json'))).toEqual({ kind: 'bytes' });
  });
});
