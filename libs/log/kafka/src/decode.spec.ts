import { describe, expect, test } from '@jest/globals';
import { EventType, eventTypes, topics, type EventTypes, type Topic } from '@shop/topics';
import fc from 'fast-check';
import { Type } from 'typebox';
import { decodeKey, decoderOf, undecodableTime } from './decode.js';
import { Undecodable } from './undecodable.js';

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

/** What of a schema decides how much a value can hold. */
interface Shape {
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly maxItems?: number;
}
/** How many objects, lists and entries the largest value of a schema has. */
function partsOf({ anyOf, properties, items, maxItems = 0 }: Shape): number {
  if (anyOf) return Math.max(...anyOf.map(partsOf));
  if (items) return 1 + maxItems * (1 + partsOf(items));
  return Object.values(properties ?? {}).reduce((sum, each) => sum + 1 + partsOf(each), properties ? 1 : 0);
}

describe('what a value says', () => {
  const review = decoderOf(topics.reviews);

  test('an event of the topic', () => {
    expect(review(bytes(posted))).toEqual({ kind: 'event', event: posted });
  });

  test('an event of an older version, as one of the newest', () => {
    const Rated = EventType.of('Rated', Type.Object({ stars: Type.Integer() })).next(
      Type.Object({ rating: Type.Integer() }),
      ({ stars }) => ({ rating: stars }),
    );
    const decode = decoderOf({ ...topics.reviews, content: { kind: 'events', events: eventTypes(Rated) } } as Topic);
    const rated = (version: number, data: object) => ({
      ...posted,
      type: 'Rated',
      dataschema: `urn:shop:schema:Rated:${version}`,
      data,
    });
    const event = rated(2, { rating: 4 });
    expect(decode(bytes(rated(1, { stars: 4 })))).toEqual({ kind: 'event', event });
    expect(decode(bytes(event))).toEqual({ kind: 'event', event });
    expect(decode(bytes(rated(2, { stars: 4 })))).toMatchObject({ code: 'schema.mismatch', pointer: '/data/rating' });
    expect(decode(bytes(rated(3, { rating: 4 })))).toMatchObject({ code: 'version.unknown', pointer: '/dataschema' });
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
    [
      { ...posted, dataschema: 'urn:shop:schema:ReviewPosted:99' },
      'version.unknown',
      /^dataschema: .*ReviewPosted:99" .* is 1$/,
    ],
    [
      { ...posted, dataschema: 'urn:shop:schema:ReviewPosted:1e1' },
      'schema.mismatch',
      /^dataschema: .*ReviewPosted:1"$/,
    ],
    [{ ...posted, dataschema: 'urn:shop:schema:ItemAdd:1' }, 'schema.mismatch', /^dataschema: .*ReviewPosted:1"$/],
    [{ ...posted, dataschema: undefined }, 'schema.mismatch', /^dataschema: .*ReviewPosted:1"$/],
    [{ ...posted, type: 'constructor' }, 'type.unknown', /"constructor" is not an event of reviews/],
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
    ['2016-12-31T23:59:60Z', 'bad'],
    ['1969-12-31T23:59:59.999Z', 'bad'],
    ['9999-12-31T23:59:59.999-01:00', 'bad'],
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

  test.each([
    [
      { ...posted, data: { ...posted.data, text: 'Mouldy \ud83d' } },
      '/data/text',
      /^data\.text: holds half of a character/,
    ],
    [{ ...posted, data: { ...posted.data, text: 'a\u0000b' } }, '/data/text', /U\+0000/],
    [{ ...posted, data: { ...posted.data, extra: [[{ '\ud83d': 1 }]] } }, '/data/extra/0/0', /has a name that/],
    [{ ...posted, id: '\udc00' }, '/id', /half/],
  ])('text that is not well-formed is none of ours: %j', (value, pointer, message) => {
    expect(review(bytes(value))).toMatchObject({
      code: 'text.malformed',
      pointer,
      message: expect.stringMatching(message),
    });
  });

  test('characters outside of the basic plane, escaped or not, are whole ones', () => {
    const text = JSON.stringify(posted).replace('Stale.', '\\ud83d\\ude00 😀 \\\\ud83d');
    expect(review(bytes(text))).toMatchObject({ kind: 'event' });
  });

  test.each(['1e400', '-1e400', '9007199254740993', '1e300', '0.5'])(
    '%s is no integer that a row can have',
    (price) => {
      const row = { sku: 'tea', name: 'Tea', department: 'D', description: '', priceCurrency: 'GBP', picture: null };
      const text = JSON.stringify({ ...row, updatedAt: posted.time, priceAmount: 1 }).replace(':1}', `:${price}}`);
      expect(decoderOf(topics.products)(bytes(text))).toMatchObject({
        code: 'schema.mismatch',
        pointer: '/priceAmount',
      });
    },
  );

  test.each([
    ['brackets only', '['.repeat(1_000_000)],
    ['an array', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['an unknown field', JSON.stringify(posted).replace('{', `{"x":${'{"a":['.repeat(9_000)}1${']}'.repeat(9_000)},`)],
    ['a type', `{"type":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
  ])('what is nested too deep for us is put away: %s', (_, text) => {
    expect(review(bytes(text))).toMatchObject({ code: 'json.tooDeep' });
  });

  test.each([
    ['empty objects', `[${'{},'.repeat(300_000)}{}]`],
    ['empty lists', `[${'[],'.repeat(30_000)}[]]`],
    ['numbers', `[${'1,'.repeat(50_000)}1]`],
    ['names', `{${Array.from({ length: 50_001 }, (_, i) => `"${i}":1`).join()}}`],
    ['one text', JSON.stringify('x'.repeat(1024 * 1024))],
  ])('a field that takes much to hold is put away, though nobody knows it: %s', (_, much) => {
    const text = JSON.stringify(posted).replace('{', `{"x":${much},`);
    expect(review(bytes(text))).toMatchObject({ code: 'json.tooLarge' });
  });

  test('as much as is allowed is read, and what is in texts is not counted', () => {
    const data = { ...posted.data, extra: Array.from({ length: 49_950 }, () => 1), text: '[{,"'.repeat(500) };
    const text = { ...posted, data, x: '[{,"'.repeat(50_000) };
    expect(review(bytes(text))).toMatchObject({ kind: 'event' });
  });

  test('nothing that our schemas allow comes near the limit', () => {
    const schemas = (Object.values(topics) as Topic[]).flatMap(({ content }) => {
      if (content.kind === 'bytes') return [];
      if (content.kind === 'rows') return [content.schema];
      return Object.values(content.events as EventTypes).flatMap(({ versions }) => versions.map((each) => each.schema));
    });
    const most = Math.max(...schemas.map((schema) => partsOf(schema as Shape)));
    expect([schemas.length > 20, most > 1_000, most < 25_000]).toEqual([true, true, true]);
  });

  test('brackets in texts are no depth', () => {
    const text = `${'["{'.repeat(2_000)}\\"`;
    expect(review(bytes({ ...posted, data: { ...posted.data, extra: text } }))).toMatchObject({ kind: 'event' });
  });

  test('a message repeats only the beginning of what is wrong', () => {
    const { message } = review(bytes({ type: 'x'.repeat(1_000_000) })) as Undecodable;
    expect(message.length).toBeLessThan(200);
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

test('whatever the bytes are, every topic says what they are, and throws nothing', () => {
  const decoders = (Object.values(topics) as Topic[]).map(decoderOf);
  const value = fc.oneof(
    fc.uint8Array(),
    fc.json().map(bytes),
    fc.json().map((text) => bytes(text.slice(1))),
    fc
      .tuple(fc.constantFrom(...Object.keys(posted)), fc.json())
      .map(([field, odd]) => bytes(JSON.stringify({ ...posted, [field]: '@' }).replace('"@"', () => odd))),
  );
  fc.assert(
    fc.property(value, (drawn) => {
      for (const decode of decoders) {
        const said = decode(drawn);
        if (said instanceof Undecodable) expect(said.message.length).toBeLessThan(1_000);
        else expect(['event', 'row', 'bytes']).toContain(said.kind);
      }
    }),
    { numRuns: 500 },
  );
});

describe('what a key says', () => {
  test.each([
    [null, ''],
    ['', ''],
    ['schlüssel-😀-\ufffd', 'schlüssel-😀-\ufffd'],
  ])('%j is a text', (key, text) => {
    expect(decodeKey(key === null ? null : Buffer.from(key))).toBe(text);
  });

  test.each([
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff]), /not UTF-8/],
    ['half of a character', Buffer.from([0xed, 0xa0, 0xbd]), /not UTF-8/],
    ['U+0000', Buffer.from('a\0'), /U\+0000/],
    ['no end', Buffer.alloc(1_025, 'a'), /1025 bytes/],
  ])('%s is none', (_, key, message) => {
    expect(decodeKey(key)).toMatchObject({ code: 'key.malformed', message: expect.stringMatching(message) });
  });
});

describe('when a record was written', () => {
  test.each([0, 1_764_239_400_000, 253_402_300_799_999])('%d can be', (time) => {
    expect(undecodableTime(time)).toBeUndefined();
  });
  test.each([-1, NaN, 253_402_300_800_000, 2 ** 63])('%d can not be', (time) => {
    expect(undecodableTime(time)).toMatchObject({ code: 'record.timestamp' });
  });
});
