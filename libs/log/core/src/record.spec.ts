import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatLineage, parseLineage, positionOf } from './record.js';

it('shows where a record stands, its offset as text', () => {
  expect(positionOf({ topic: 'said', partition: 2, offset: 7 })).toEqual({ topic: 'said', partition: 2, offset: '7' });
});

it('writes the way that an event came in one line', () => {
  const way = [
    { topic: 'reviews', partition: 2, offset: '117' },
    { topic: 'reviews_clean', partition: 1, offset: '40' },
  ];
  expect(formatLineage(way)).toBe('reviews/2/117,reviews_clean/1/40');
});

it('reads back what it wrote, also where there was no way', () => {
  const position = fc.record({
    topic: fc.constantFrom('reviews', 'reviews_clean', 'enriched.reviews'),
    partition: fc.nat(),
    offset: fc.nat().map(String),
  });
  fc.assert(fc.property(fc.array(position), (way) => expect(parseLineage(formatLineage(way))).toEqual(way)));
  expect(parseLineage(undefined)).toEqual([]);
});
