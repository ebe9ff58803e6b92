import { describe, expect, test } from '@jest/globals';
import { murmur2, partitionOf } from './murmur2.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('murmur2', () => {
  // Source: Apache Kafka, UtilsTest.testMurmur2
  test.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as Kafka does', (text, hash) => {
    expect(murmur2(bytes(text))).toBe(hash);
  });

  test('a partition is never negative', () => {
    for (const text of ['21', 'foobar', 'abc']) {
      expect(partitionOf(bytes(text), 6)).toBeGreaterThanOrEqual(0);
      expect(partitionOf(bytes(text), 6)).toBeLessThan(6);
    }
  });
});
