import { describe, expect, it } from '@jest/globals';
import { changesOf, momentAt, parseAt } from './moment.js';

describe('the moment that an address asks for', () => {
  const moments = [0, 1, 2, 3, 4].map((number) => ({ number, type: 'T', time: '', words: '', changes: [] }));

  it('is the last one without an event number', () => {
    expect(momentAt(moments, parseAt(undefined))?.number).toBe(4);
    expect(momentAt(moments, parseAt('yesterday'))?.number).toBe(4);
  });

  it('is that of the event number, or the nearest there is', () => {
    expect(momentAt(moments, parseAt('2'))?.number).toBe(2);
    expect(momentAt(moments, parseAt('99'))?.number).toBe(4);
  });

  it('is none in a history without events', () => {
    expect(momentAt([], parseAt('2'))).toBeUndefined();
  });
});

it('tells changes of a state, field by field', () => {
  expect(changesOf({ Status: 'open', Total: '1' }, { Total: '2', Owner: 'me' })).toEqual([
    { what: 'Status', before: 'open', after: '' },
    { what: 'Total', before: '1', after: '2' },
    { what: 'Owner', before: '', after: 'me' },
  ]);
  expect(changesOf({ Total: '1' }, { Total: '1' })).toEqual([]);
});
