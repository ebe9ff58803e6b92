import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DecodedRecord, UnreadRecord } from './batch-record.js';
import { MAX_INFLATED_BYTES } from './inflate.js';
import { decodeBatch } from './record-batch.js';
import { batchBytes, recordBytes, varint, type BatchParts } from './record-batch.fixture.js';

const said = (text: string, place = 0) => recordBytes({ place, value: Buffer.from(text) });
const three = Buffer.concat([said('a'), said('b', 1), said('c', 2)]);

/** What comes out: the value of each record, or the code of what was not read, with its offset. */
async function outcome(parts: BatchParts) {
  const { records } = await decodeBatch(batchBytes({ firstOffset: 10, ...parts }));
  return records.map((record) => [record.offset, record instanceof UnreadRecord ? record.why.code : `${record.value}`]);
}
const whole = (code: string) => ['10', '11', '12'].map((offset) => [offset, code]);

describe('a batch that is too large', () => {
  const bomb = Buffer.alloc(MAX_INFLATED_BYTES + 1);
  /** Snappy that says of itself how large it becomes. */
  const snappy = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00]);

  test.each([
    ['gzip', 1, gzipSync(bomb)],
    ['snappy, which only says so', 2, snappy],
    ['lz4', 3, lz4Of(MAX_INFLATED_BYTES)],
    ['zstd', 4, zstdCompressSync(bomb)],
  ])('is put away unread, by position: %s', async (_, attributes, records) => {
    expect(await outcome({ count: 3, attributes, records })).toEqual(whole('batch.tooLarge'));
  });

  test('says which offsets it had and how many bytes', async () => {
    const { records } = await decodeBatch(
      batchBytes({ count: 3, firstOffset: 10, attributes: 1, records: gzipSync(bomb) }),
    );
    expect((records[0] as UnreadRecord).why.message).toBe(
      `Offsets 10 to 12 were not read: their batch has ${gzipSync(bomb).length} bytes (gzip), and they become more than 16777216`,
    );
  });

  test('is also one of too many records, of whose offsets the first and the last stand for all', async () => {
    const count = 2 ** 31 - 1;
    expect(await outcome({ count, records: three })).toEqual([
      ['10', 'batch.tooLarge'],
      [String(count + 9), 'batch.tooLarge'],
    ]);
  });
});

describe('a batch that can not be taken apart', () => {
  test.each([
    ['what is not gzip', 1, Buffer.from('not gzip')],
    ['gzip that is cut', 1, gzipSync(three).subarray(0, 20)],
    ['what is not Snappy', 2, Buffer.from([0xff])],
    ['Snappy in frames that lead back', 2, Buffer.from('82534e4150505900000000010000000fffffffc', 'hex')],
    ['what is not LZ4', 3, Buffer.from('not lz4')],
    ['what is not Zstandard', 4, Buffer.from('not zstd')],
    ['a codec that nobody knows', 5, three],
    ['no bytes at all', 0, Buffer.alloc(0)],
    ['a length that is none', 0, Buffer.alloc(9, 0xff)],
    ['a length below zero', 0, varint(-5)],
  ])('is put away unread: %s', async (_, attributes, records) => {
    expect(await outcome({ count: 3, attributes, records })).toEqual(whole('batch.undecodable'));
  });

  test('keeps the records before the trouble', async () => {
    expect(await outcome({ count: 3, records: Buffer.concat([said('a'), varint(2 ** 31 - 1)]) })).toEqual([
      ['10', 'a'],
      ['11', 'batch.undecodable'],
      ['12', 'batch.undecodable'],
    ]);
  });
});

describe('a record that can not be taken apart', () => {
  const inside = (...bytes: Buffer[]) => Buffer.concat([varint(Buffer.concat(bytes).length), ...bytes]);
  test.each([
    ['nothing', inside()],
    ['a number without end', inside(Buffer.alloc(12, 0xff))],
    ['a key longer than itself', inside(Buffer.from([0]), varint(0), varint(1), varint(2 ** 31 - 1))],
    ['a value of a length below -1', inside(Buffer.from([0]), varint(0), varint(1), varint(-1), varint(-2))],
    ['an offset outside of its batch', inside(Buffer.from([0]), varint(0), varint(7), varint(-1), varint(-1))],
    ['an offset that was before', inside(Buffer.from([0]), varint(0), varint(0), varint(-1), varint(-1))],
  ])('leaves those beside it as they are: %s', async (_, bad) => {
    expect(await outcome({ count: 3, records: Buffer.concat([said('a'), bad, said('c', 2)]) })).toEqual([
      ['10', 'a'],
      ['11', 'record.undecodable'],
      ['12', 'c'],
    ]);
  });

  test('has headers as far as they can be read', async () => {
    const headers = Buffer.concat([varint(2 ** 31 - 1), varint(1), Buffer.from('a'), varint(1), Buffer.from('b')]);
    const body = Buffer.concat([Buffer.from([0]), varint(0), varint(0), varint(-1), varint(-1), headers]);
    const { records } = await decodeBatch(batchBytes({ records: inside(body) }));
    expect(records[0]).toBeInstanceOf(DecodedRecord);
    expect(Object.entries(records[0].headers!)).toEqual([['a', Buffer.from('b')]]);
  });
});

test('whatever the bytes are, every offset comes out once, and nothing is thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        count: fc.oneof(fc.nat({ max: 20 }), fc.integer()),
        lastOffsetDelta: fc.oneof(fc.nat({ max: 20 }), fc.integer()),
        attributes: fc.nat({ max: 7 }),
        firstTimestamp: fc.integer(),
        records: fc.oneof(
          fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
          fc.uint8Array({ maxLength: 20 }).map((array) => gzipSync(array)),
          fc.constant(three),
        ),
      }),
      async (parts) => {
        const { records } = await decodeBatch(batchBytes(parts));
        const offsets = records.map(({ offset }) => Number(offset));
        for (const [i, offset] of offsets.entries()) if (i > 0) expect(offset).toBeGreaterThan(offsets[i - 1]);
        expect(records.length).toBeLessThanOrEqual(10_000);
        for (const { headers } of records) expect(headers).toBeDefined();
      },
    ),
    { numRuns: 1_000 },
  );
});

/** An LZ4 frame of one literal and copies of it. */
function lz4Of(size: number): Buffer {
  const copies = Buffer.alloc(Math.ceil(size / 255) + 2, 0xff);
  const block = Buffer.concat([Buffer.from([0x1f, 0x61, 0x01, 0x00]), copies, Buffer.from([0x00])]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(block.length);
  return Buffer.concat([Buffer.from('04224d18604082', 'hex'), length, block, Buffer.alloc(4)]);
}
