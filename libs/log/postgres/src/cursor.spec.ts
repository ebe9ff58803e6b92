import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorCodec, cursorPart, InvalidCursor } from './cursor.js';

const byName = new CursorCodec(cursorPart.text, cursorPart.text);
const everything = new CursorCodec(
  cursorPart.word('price'),
  cursorPart.decimal,
  cursorPart.integer,
  cursorPart.time,
  cursorPart.text,
);
const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('reads what it wrote, in characters that an address takes', () => {
  const cursor = byName.write('Crème "brûlée" 🍮', '2026-01-01T00:00:00.000Z');
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(byName.read(cursor)).toEqual(['Crème "brûlée" 🍮', '2026-01-01T00:00:00.000Z']);
});

it('reads a cursor that is not there as nothing to go on after', () => {
  expect(byName.read(undefined)).toEqual([null, null]);
});

const name = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => !text.includes('\0'));

it('reads every name that it wrote, as long as the contract accepts', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      const cursor = byName.write(one, other);
      expect(cursor.length).toBeLessThanOrEqual(4_000);
      expect(byName.read(cursor)).toEqual([one, other]);
    }),
  );
  const widest = ['ก'.repeat(200), '\u0001'.repeat(200), '🍮'.repeat(200)];
  for (const text of widest) expect(byName.read(byName.write(text, text))).toEqual([text, text]);
});

const time = fc
  .tuple(
    fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([date, micros]) => date.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`));

it('reads every number and time that it wrote', () => {
  const values = fc.tuple(fc.constant('price'), fc.maxSafeInteger(), fc.maxSafeInteger(), time, name);
  fc.assert(
    fc.property(values, (key) => {
      expect(everything.read(everything.write(...key))).toEqual(key.map(String));
    }),
  );
});

it.each([
  ['x'],
  ['AAAA'],
  [raw(['price', '1', '1', '2026-01-01T00:00:00.000000Z'])],
  [raw({ length: 5 })],
  [raw('price')],
  [raw(null)],
])('refuses %s: it is of another shape', (cursor) => {
  expect(() => everything.read(cursor)).toThrow(InvalidCursor);
});

it.each([
  [0, 'name'],
  [1, '1e5'],
  [1, 'NaN'],
  [1, 'Infinity'],
  [1, 1],
  [1, '1'.repeat(21)],
  [2, '9007199254740992'],
  [2, '-0'],
  [2, '1.5'],
  [2, ''],
  [3, '2026-02-30T00:00:00.000000Z'],
  [3, '2026-01-01T24:00:00.000000Z'],
  [3, '2016-12-31T23:59:60.000000Z'],
  [3, '0000-01-01T00:00:00.000000Z'],
  [3, '2026-01-01T00:00:00.000Z'],
  [3, '2026-01-01'],
  [3, 'infinity'],
  [3, 'now'],
  [3, '+010000-01-01T00:00:00.000Z'],
  [4, 'nu\0l'],
  [4, 'half of \ud83d'],
  [4, 'x'.repeat(201)],
  [4, null],
  [4, ['x']],
])('refuses part %i to be %j', (at, value) => {
  const good: unknown[] = ['price', '1.50', '-7', '2026-01-01T00:00:00.000001Z', 'bread'];
  expect(everything.read(raw(good))).toEqual(good);
  expect(() => everything.read(raw(good.with(at, value)))).toThrow(InvalidCursor);
});

it('answers arbitrary text and changed cursors with what it could have written, or refuses them', () => {
  const ours = fc.tuple(time, name).map(([at, text]) => everything.write('price', '1.5', 3, at, text));
  const changed = fc.tuple(ours, fc.nat(), fc.string({ maxLength: 3 })).map(([cursor, at, text]) => {
    const place = at % cursor.length;
    return cursor.slice(0, place) + text + cursor.slice(place + 1);
  });
  const shaped = fc.array(fc.oneof(fc.string(), fc.anything()), { maxLength: 6 }).map((value) => raw(value) ?? '');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), changed, shaped), (cursor) => {
      let read: readonly (string | null)[];
      try {
        read = everything.read(cursor);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidCursor);
        return;
      }
      expect(everything.read(everything.write(...(read as string[])))).toEqual(read);
    }),
    { numRuns: 2_000 },
  );
});
