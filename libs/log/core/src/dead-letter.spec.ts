import { describe, expect, it } from '@jest/globals';
import { deadLetterRecord } from './dead-letter.js';
import type { RawRecord } from './record.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const raw: RawRecord = {
  topic: 'said',
  partition: 2,
  offset: 7,
  timestamp: 0,
  key: Uint8Array.of(0, 15, 255),
  value: bytes('not json'),
  headers: { trace: 'abc' },
};
const dead = (part: Partial<RawRecord> = {}) =>
  deadLetterRecord('test.echo', { raw: { ...raw, ...part }, code: 'json.invalid', message: 'No JSON.' });

describe('a dead letter', () => {
  it('has the bytes as they were, where they stood, who could not read them and why', () => {
    expect(dead()).toStrictEqual({
      topic: 'dead_letters',
      key: 'said/2',
      value: bytes('not json'),
      headers: {
        '__connect.errors.topic': 'said',
        '__connect.errors.partition': '2',
        '__connect.errors.offset': '7',
        '__connect.errors.exception.class.name': 'json.invalid',
        '__connect.errors.exception.message': 'No JSON.',
        '__connect.errors.exception.stacktrace': 'json.invalid: No JSON.',
        'shop.reader': 'test.echo',
        'shop.original.key': '000fff',
        'shop.original.header.trace': 'abc',
      },
    });
  });

  it('says that the original was a tombstone, for it must not be one itself', () => {
    const { value, headers } = dead({ value: null });
    expect([value, headers?.['shop.original.null']]).toEqual(['', 'true']);
  });

  it('names no key where there was none', () => {
    expect(dead({ key: null }).headers).not.toHaveProperty(['shop.original.key']);
  });
});
