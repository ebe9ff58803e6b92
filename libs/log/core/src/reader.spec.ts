import { expect, it, test } from '@jest/globals';
import { keyOf, PositionLost, Retriable } from './reader.js';
import { RebuildDiffers, RebuildOver } from './rebuilding.js';

it('writes a partition as topic and number', () => expect(keyOf({ topic: 'said', partition: 2 })).toBe('said/2'));

test.each([
  ['Retriable', new Retriable('away')],
  ['PositionLost', new PositionLost('away')],
  ['RebuildOver', new RebuildOver('away')],
  ['RebuildDiffers', new RebuildDiffers('away', [])],
])('is %s in a log, with its message', (name, error) => expect(String(error)).toBe(`${name}: away`));

it('tells which tables of a rebuild differ', () => {
  const table = { table: 'lines', rows: 1, checksum: 'a', before: { rows: 2, checksum: 'b' } };
  expect(new RebuildDiffers('The tables differ.', [table]).tables).toEqual([table]);
});
