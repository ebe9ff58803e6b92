import { describe, expect, test } from '@jest/globals';
import { decompressLz4, decompressSnappy, TooLarge } from './decompress.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
// 'abcd' and then eight bytes that repeat what came four before.
const text = 'abcdabcdabcd';
const LIMIT = 64;

describe('compressions that kafkajs lacks', () => {
  test('raw Snappy with a copy that overlaps itself', () => {
    expect(decompressSnappy(hex('0c 0c 61626364 11 04'), LIMIT).toString()).toBe(text);
  });

  test('Snappy in the framing of Java clients', () => {
    const framed = Buffer.concat([hex('82534e4150505900 00000001 00000001 00000008'), hex('0c 0c 61626364 11 04')]);
    expect(decompressSnappy(framed, LIMIT).toString()).toBe(text);
  });

  test('an LZ4 frame with a compressed and a plain block', () => {
    // The last sequence of a block has literals only: here none of the text is left for it.
    const compressed = hex('44 61626364 0400 00');
    const size = Buffer.alloc(4);
    size.writeUInt32LE(compressed.length);
    const frame = Buffer.concat([hex('04224d18 60 40 82'), size, compressed, hex('02000080 7879'), hex('00000000')]);
    expect(decompressLz4(frame, LIMIT).toString()).toBe(`${text}xy`);
  });

  test('data that would become larger than is allowed is refused, whatever it says of itself', () => {
    for (const data of ['0c 0c 61626364 11 04', 'ffffffff0f 00'])
      expect(() => decompressSnappy(hex(data), 8)).toThrow(TooLarge);
    expect(() => decompressSnappy(hex('ffffffffffff'), 8)).toThrow('out of range');
    expect(() => decompressLz4(hex('04224d18 60 40 82 08000000 4f 61626364 0400 05 00 00000000'), 8)).toThrow(TooLarge);
  });

  test('data that is cut short is refused', () => {
    expect(() => decompressSnappy(hex('0c 0c 6162'), LIMIT)).toThrow(RangeError);
  });
});
