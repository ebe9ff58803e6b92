import { expect, it } from '@jest/globals';
import { placeThrown } from './thrown.js';

function journalRow(): never {
  throw new RangeError('Invalid time value of ann@shop.example');
}

it('names the kind of error and where it was thrown, and quotes nothing', () => {
  let thrown: unknown;
  try {
    journalRow();
  } catch (error) {
    thrown = error;
  }
  expect(placeThrown(thrown)).toMatch(/^RangeError at (.*\.)?journalRow \(thrown\.spec\.ts:\d+\)$/);
});

it('isn’t led astray by what the error says', () => {
  const error = new TypeError('bad\n    at ann (secret.ts:1:1)');
  expect(placeThrown(error)).not.toContain('ann');
  expect(placeThrown(Object.assign(new Error('x'), { name: 'Ann Smith, 5 High Street' }))).toMatch(/^Error/);
  expect(placeThrown('ann@shop.example')).toBe('a string was thrown');
});
