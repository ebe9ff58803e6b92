import { describe, expect, it } from '@jest/globals';
import { bytesOf, hexLines } from './hex.js';

describe('The hex view', () => {
  it('shows sixteen bytes a line, and what can be printed beside them', () => {
    expect(hexLines(bytesOf(btoa('not json, at all!')))).toEqual([
      { at: '0000', hex: '6e 6f 74 20 6a 73 6f 6e 2c 20 61 74 20 61 6c 6c', text: 'not json, at all' },
      { at: '0010', hex: '21', text: '!' },
    ]);
  });

  it('shows bytes that are no text', () => {
    expect(hexLines(new Uint8Array([0, 255, 10]))).toEqual([{ at: '0000', hex: '00 ff 0a', text: '...' }]);
  });

  it('shows nothing for no bytes', () => {
    expect(hexLines(bytesOf(''))).toEqual([]);
  });
});
