import { describe, expect, it } from '@jest/globals';
import { beginningOf, initialOf } from './text.js';

const farmer = '👩‍🌾';

describe('the beginning of a text', () => {
  it.each([
    ['beans', 3, 'bea'],
    ['beans', 9, 'beans'],
    ['', 3, ''],
    // An emoji is two code units and one character.
    [`${'x'.repeat(99)}🥫`, 100, `${'x'.repeat(99)}🥫`],
    [`${'x'.repeat(99)}🥫🥫`, 100, `${'x'.repeat(99)}🥫`],
    // A farmer is three code points; an e and its accent are two.
    [`a${farmer}`, 3, 'a'],
    [`a${farmer}`, 4, `a${farmer}`],
    ['cafe\u0301', 4, 'caf'],
  ])('%j in %i characters is %j', (text, most, beginning) => {
    expect(beginningOf(text, most)).toBe(beginning);
  });

  it('can always be put in an address', () => {
    for (let most = 0; most < 12; most++)
      expect(() => encodeURIComponent(beginningOf('🥫é🍞👩‍🌾🥫', most))).not.toThrow();
  });
});

describe('an initial', () => {
  it.each([
    ['Bread', 'B'],
    ['🥫 Beans', '🥫'],
    [`${farmer} Eggs`, farmer],
    ['e\u0301clair', 'e\u0301'],
    ['', ''],
  ])('of %j is %j', (text, initial) => {
    expect(initialOf(text)).toBe(initial);
  });
});
