import { expect, it } from '@jest/globals';
import { InvalidCursor, readCursor, writeCursor } from './cursor.js';

it('reads what it wrote, in characters that an address takes', () => {
  const cursor = writeCursor('Crème "brûlée" 🍮', '2026-01-01T00:00:00.000Z');
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(readCursor(cursor, 2)).toEqual(['Crème "brûlée" 🍮', '2026-01-01T00:00:00.000Z']);
});

it.each(['x', 'AAAA', writeCursor('one'), writeCursor('no', 'pe\0'), Buffer.from('[1,2]').toString('base64url')])(
  'refuses %s',
  (cursor) => {
    expect(() => readCursor(cursor, 2)).toThrow(InvalidCursor);
  },
);
