import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AppendFailed, RecordTooLarge, type Appender, type NewRecord } from './append.js';
import { appendDeadLetters, deadLetterOf, deadLetterRecord } from './dead-letter-record.js';
import { Retriable } from './reader.js';
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

/** About what a letter takes of the 2 MB that its topic allows. */
function sizeOf({ key, value, headers = {} }: NewRecord): number {
  const parts = [key ?? '', value ?? '', ...Object.entries(headers).flat()];
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? bytes(part).length : part.length), 0);
}

describe('a dead letter of what is too large', () => {
  const large: Partial<RawRecord> = {
    value: bytes('x'.repeat(3_000_000)),
    key: bytes('k'.repeat(900_000)),
    headers: Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`header-${i}`, '😀'.repeat(20)])),
  };
  const letterOf = (part: Partial<RawRecord>, message = 'No JSON.') =>
    deadLetterOf('test.echo', { raw: { ...raw, ...part }, code: 'json.invalid', message });

  it('fits, and says what was cut, how long it was, and what all of it would come to', async () => {
    const letter = await letterOf(large, `Not "${'😀'.repeat(1_000_000)}"`);
    expect(sizeOf(letter)).toBeLessThan(1_200_000);
    expect(letter.value).toHaveLength(1024 * 1024);
    expect(letter.headers).toMatchObject({
      'shop.original.cut': 'value,key,headers',
      'shop.original.length': '3000000',
      'shop.original.sha256': createHash('sha256').update(large.value!).digest('hex'),
      'shop.original.header.header-0': '😀'.repeat(20),
    });
  });

  it.each<[string, Partial<RawRecord>]>([
    ['one header of a megabyte', { headers: { trace: 'x'.repeat(1_000_000) } }],
    ['a header whose name has a megabyte', { headers: { ['x'.repeat(1_000_000)]: 'y' } }],
    ['many headers', { headers: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`h${i}`, ''])) }],
  ])('leaves out headers that are too much: %s', async (_, part) => {
    const letter = await letterOf(part);
    expect(sizeOf(letter)).toBeLessThan(5_000);
    expect(letter.headers).toMatchObject({ 'shop.original.cut': 'headers' });
    expect(letter.headers).not.toHaveProperty(['shop.original.length']);
  });

  it('is whole where the record is as large as a broker takes', async () => {
    const letter = await letterOf({ value: bytes('x'.repeat(1024 * 1024)) });
    expect(letter.headers).not.toHaveProperty(['shop.original.cut']);
  });

  it('has no bytes where nobody read them', async () => {
    const unread = {
      raw: { ...raw, key: null, value: new Uint8Array() },
      code: 'batch.tooLarge',
      message: 'x',
      unread: true,
    };
    const { value, headers } = await deadLetterOf('test.echo', unread);
    expect(value).toHaveLength(0);
    expect(headers).toMatchObject({ 'shop.original.cut': 'value,key,headers' });
    for (const name of ['length', 'sha256', 'null']) expect(headers).not.toHaveProperty([`shop.original.${name}`]);
  });
});

it('a reason is a line that can be stored, whatever it repeats', () => {
  const bad = { raw, code: 'a\u0000b', message: 'Not "\u0000\ud83d\n😀".' };
  expect(deadLetterRecord('test.echo', bad).headers).toMatchObject({
    '__connect.errors.exception.class.name': 'a\ufffdb',
    '__connect.errors.exception.message': 'Not "\ufffd\ufffd\ufffd😀".',
  });
});

it('headers that are named like ours replace none of ours', () => {
  const headers = { 'shop.reader': 'mine', 'shop.original.cut': 'mine', '__connect.errors.topic': 'mine' };
  expect(dead({ headers }).headers).toMatchObject({
    'shop.reader': 'test.echo',
    '__connect.errors.topic': 'said',
    'shop.original.header.shop.original.cut': 'mine',
  });
  expect(dead({ headers }).headers).not.toHaveProperty(['shop.original.cut']);
});

describe('appending dead letters', () => {
  const many = Array.from({ length: 100 }, (_, offset) => ({
    raw: { ...raw, offset, value: bytes('x'.repeat(1_000_000)) },
    code: 'json.invalid',
    message: 'No JSON.',
  }));

  it('asks for no more at once than an appender has room for, in order', async () => {
    const calls: (readonly NewRecord[])[] = [];
    const appender: Appender = { append: async (records) => void calls.push(records) as never };
    await appendDeadLetters(appender, 'test.echo', many);
    for (const records of calls) expect(records.reduce((sum, each) => sum + sizeOf(each), 0)).toBeLessThan(6_000_000);
    const offsets = calls.flat().map(({ headers }) => headers?.['__connect.errors.offset']);
    expect(offsets).toEqual(many.map(({ raw: { offset } }) => String(offset)));
  });

  it('counts what comes with small values as well', async () => {
    const headers = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`header-${i}`, 'x'.repeat(30)]));
    const small = Array.from({ length: 20_000 }, (_, offset) => ({
      raw: { ...raw, offset, value: bytes('x'), headers },
      code: 'json.invalid',
      message: 'No JSON.',
    }));
    let letters = 0;
    const appender: Appender = {
      append: async (records) => {
        expect(records.length).toBeLessThanOrEqual(1_000);
        expect(records.reduce((sum, each) => sum + sizeOf(each), 0)).toBeLessThan(6_000_000);
        letters += records.length;
        return [];
      },
    };
    await appendDeadLetters(appender, 'test.echo', small);
    expect(letters).toBe(20_000);
  });

  it('asks for fewer at once where an appender finds them too many', async () => {
    let letters = 0;
    const appender: Appender = {
      append: async ({ length }) => {
        if (length > 1) throw new RecordTooLarge('Too many at once');
        return void letters++ as never;
      },
    };
    await appendDeadLetters(appender, 'test.echo', many);
    expect(letters).toBe(100);
  });

  it('is tried again when it fails', async () => {
    const appender: Appender = { append: () => Promise.reject(new AppendFailed('The broker is away', true)) };
    await expect(appendDeadLetters(appender, 'test.echo', many)).rejects.toThrow(Retriable);
  });
});
