import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeRecord,
  decodeRecordsQuickly,
  type BatchContext,
  type DecodedRecord,
  type Decoder,
} from './kafkajs-records.js';

/** kafkajs's own parts: what it writes is read here, and what it reads is compared with. */
const require = createRequire(import.meta.url);
const KafkajsEncoder = require('kafkajs/src/protocol/encoder') as new () => Encoder;
const KafkajsDecoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => Decoder;
const encodeHeader = require('kafkajs/src/protocol/recordBatch/header/v0') as (header: Header) => unknown;
const decodeAsKafkajs = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as typeof decodeRecord;

interface Encoder {
  readonly buffer: Buffer;
  writeInt8(value: number): this;
  writeVarLong(value: number): this;
  writeVarInt(value: number): this;
  writeVarIntBytes(value: Buffer | null): this;
  writeVarIntArray(values: unknown[]): this;
}

interface Header {
  readonly key: string;
  readonly value: Buffer | null;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const bytesOrNull = fc.option(bytes);
const record = fc.record({
  age: fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 45), max: 2 ** 45 })),
  place: fc.nat(),
  key: bytesOrNull,
  value: bytesOrNull,
  headers: fc.array(fc.record({ key: fc.constantFrom('', 'trace', 'content-type', 'é'), value: bytesOrNull })),
});
const batch: fc.Arbitrary<BatchContext> = fc.record({
  firstOffset: fc.maxSafeNat().map((offset) => String(Math.floor(offset / 2))),
  firstTimestamp: fc.nat({ max: 2 ** 44 }).map(String),
  maxTimestamp: fc.nat({ max: 2 ** 44 }).map(String),
  timestampType: fc.constantFrom(-1, 0, 1),
  isControlBatch: fc.boolean(),
  magicByte: fc.constant(2),
});

function seen({ attributes, timestamp, offset, key, value, headers, magicByte, isControlRecord }: DecodedRecord) {
  return { attributes, timestamp, offset, key, value, headers, magicByte, isControlRecord };
}

test('says of any record what kafkajs says of it', () => {
  fc.assert(
    fc.property(record, batch, ({ age, place, key, value, headers }, context) => {
      const encoded = new KafkajsEncoder()
        .writeInt8(0)
        .writeVarLong(age)
        .writeVarInt(place)
        .writeVarIntBytes(key)
        .writeVarIntBytes(value)
        .writeVarIntArray(headers.map(encodeHeader)).buffer;
      const ours = decodeRecord(new KafkajsDecoder(encoded), context);
      const theirs = decodeAsKafkajs(new KafkajsDecoder(encoded), context);
      expect(seen(ours)).toEqual(seen(theirs));
      expect(ours.batchContext).toBe(theirs.batchContext);
      // They can be asked for more than once.
      expect(ours.headers).toEqual(ours.headers);
    }),
    { numRuns: 500 },
  );
});

test('takes the place of the decoder of kafkajs', () => {
  decodeRecordsQuickly();
  expect(require('kafkajs/src/protocol/recordBatch/record/v0/decoder')).toBe(decodeRecord);
});
