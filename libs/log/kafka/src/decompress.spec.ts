import { describe, expect, test } from '@jest/globals';
import { decompressLz4, decompressSnappy } from './decompress.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
// 'abcd' and then eight bytes that repeat what came four before.
const text = 'abcdabcdabcd';

describe('compressions that kafkajs lacks', () => {
  test('raw Snappy with a copy that overlaps itself', () => {
    expect(decompressSnappy(hex('0c 0c 61626364 11 04')).toString()).toBe(text);
  });

  test('Snappy in the framing of Java clients', () => {
    const framed = Buffer.concat([hex('82534e4150505900 00000001 00000001 00000008'), hex('0c 0c 61626364 11 04')]);
    expect(decompressSnappy(framed).toString()).toBe(text);
  });

  test('an LZ4 frame with a compressed and a plain block', () => {
    // The last sequence of a block has literals only: here none of the text is left for it.
    const compressed = hex('44 61626364 0400 00');
    const size = Buffer.alloc(4);
    size.writeUInt32LE(compressed.length);
    const frame = Buffer.concat([hex('04224d18 60 40 82'), size, compressed, hex('02000080 7879'), hex('00000000')]);
    expect(decompressLz4(frame).toString()).toBe(`${text}xy`);
  });

  test('data that is cut short is refused', () => {
    expect(() => decompressSnappy(hex('0c 0c 6162'))).toThrow(RangeError);
  });
});
