import { describe, expect, it } from '@jest/globals';
import { jsonLines } from './json-lines.js';

const event = { type: 'ReviewPosted', data: { rating: 11, tags: ['a', {}], 'a/b': [] } };
const shown = (pointer: string | null) => jsonLines(JSON.stringify(event), pointer);

describe('JSON in lines', () => {
  it('is indented as everybody does it', () => {
    expect(
      shown(null)
        ?.map(({ text }) => text)
        .join('\n'),
    ).toBe(JSON.stringify(event, null, 2));
  });

  it.each([
    ['/data/rating', ['    "rating": 11,']],
    ['/data/tags/1', ['      {}']],
    ['/data/a~1b', ['    "a/b": []']],
    ['/data/tags', ['    "tags": [', '    ],']],
  ])('marks %s', (pointer, lines) => {
    expect(
      shown(pointer)
        ?.filter(({ marked }) => marked)
        .map(({ text }) => text),
    ).toEqual(lines);
  });

  it('marks what a missing field is missing from', () => {
    expect(
      shown('/data/sku')
        ?.filter(({ marked }) => marked)
        .map(({ text }) => text),
    ).toEqual(['  "data": {', '  }']);
    expect(
      shown('/subject')
        ?.filter(({ marked }) => marked)
        .map(({ text }) => text),
    ).toEqual(['{']);
  });

  it('is nothing for what is no JSON, or a bare word', () => {
    expect([jsonLines('not json', null), jsonLines('5', null), jsonLines('null', null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
