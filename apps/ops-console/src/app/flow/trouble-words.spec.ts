import { describe, expect, it } from '@jest/globals';
import type { Trouble } from '@shop/api';
import { aReader } from './flow.fixture.js';
import { summarise } from './flow-summary.js';
import { shortTroubleWords, troubleWords } from './trouble-words.js';

const since = '2026-11-28T09:31:02.000Z';
const now = new Date('2026-11-28T12:00:00.000Z');
const clock = new Date(since).toLocaleTimeString('en-GB');
const records = (reader: string, count: number, topic = 'products'): Trouble => ({
  kind: 'records',
  reader,
  topic,
  count,
  since,
  last: since,
});
const failed: Trouble = { kind: 'connector', connector: 'backoffice', state: 'FAILED', reason: 'a.Error', since };

describe('A trouble in words', () => {
  it('names source, reader, count and since when', () => {
    expect(troubleWords([records('catalogue-api.catalogue', 1)], now)).toEqual([
      `products is not understood by catalogue-api.catalogue: 1 dead letter since ${clock}`,
    ]);
  });

  it('tells readers of one topic together', () => {
    const troubles = [records('a.one', 2), records('b.two', 3), records('c.three', 1, 'reviews')];
    expect(troubleWords(troubles, now)).toEqual([
      `products is not understood by b.two and 1 more: 5 dead letters since ${clock}`,
      `reviews is not understood by c.three: 1 dead letter since ${clock}`,
    ]);
    expect(shortTroubleWords(troubles)).toBe('products, reviews not understood');
  });

  it('says of a connector what does not arrive', () => {
    expect(troubleWords([failed], now)[0]).toBe(
      `Connector backoffice has failed (a.Error) since ${clock}: changes of users and products do not arrive`,
    );
    expect(shortTroubleWords([failed, records('a.one', 1)])).toBe('1 connector down, products not understood');
  });

  it('comes before everything else in the strip, which leads to the dead letters', () => {
    const readers = [aReader('a.one', { lag: 3 }), aReader('b.two', { state: 'away' })];
    const summary = summarise(readers, [records('a.one', 1)]);
    expect(summary).toMatchObject({ tone: 'trouble', link: '/dead-letters' });
    expect(summary.words).toMatch(/^products is not understood by a.one.* · b.two is away/);
    expect(summarise([aReader('a.one')], [failed])).toMatchObject({ tone: 'trouble', link: '/flow' });
    expect(summarise([aReader('a.one')], [])).toMatchObject({ tone: 'calm', link: '/flow' });
  });
});
