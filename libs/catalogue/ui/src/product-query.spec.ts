import { describe, expect, it } from '@jest/globals';
import { minorToPounds, parseQuery, poundsToMinor, queryInWords, queryParams } from './product-query.js';

describe('a search in the address', () => {
  it('is read and written the same', () => {
    const params = { q: 'beans', department: 'Tins & Jars', sort: '-price', minPrice: '50', maxPrice: '300' };
    expect(queryParams(parseQuery(params))).toEqual(params);
  });

  it('leaves out what makes no sense, so that the API needn’t refuse it', () => {
    expect(parseQuery({ q: '  ', sort: 'cheapest', minPrice: '-5', maxPrice: 'lots' })).toEqual({});
    expect(parseQuery({ q: 'x'.repeat(200) }).q).toHaveLength(100);
    expect(parseQuery({ q: `${'x'.repeat(99)}🥫🥫` }).q).toBe(`${'x'.repeat(99)}🥫`);
  });

  it('keeps a time in the past, and no nonsense', () => {
    expect(parseQuery({ at: '2026-11-24T23:59:00Z' })).toEqual({ at: '2026-11-24T23:59:00.000Z' });
    expect(parseQuery({ at: 'last Tuesday' })).toEqual({});
  });

  it('keeps a lower limit of nothing', () => {
    expect(parseQuery({ minPrice: '0' })).toEqual({ minPrice: 0 });
  });

  it('is said in words', () => {
    expect(queryInWords({ q: 'beans', department: 'Tins & Jars' })).toBe('“beans” in Tins & Jars');
    expect(queryInWords({})).toBe('All products');
  });
});

describe('a price that somebody types', () => {
  it.each([
    ['2', 200],
    ['2.5', 250],
    ['2,50', 250],
    ['0.29', 29],
    ['', undefined],
    ['two', undefined],
    ['-1', undefined],
  ])('%p pounds are %p pence', (typed, minor) => {
    expect(poundsToMinor(typed)).toBe(minor);
  });

  it('is shown as it would be typed', () => {
    expect([200, 250, 29, undefined].map(minorToPounds)).toEqual(['2', '2.50', '0.29', '']);
  });
});
