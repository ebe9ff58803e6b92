import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedRecord } from './batch-record.js';
import { decodeMessages, decodeRecordsHere, type Decoder } from './kafkajs-records.js';
import { batchBytes, fetchedBytes, recordBytes } from './record-batch.fixture.js';

/** kafkajs's own parts: what it reads is compared with. */
const require = createRequire(import.meta.url);
const KafkajsDecoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => Decoder;
const DECODE_MESSAGES = 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages';
const decodeAsKafkajs = require(DECODE_MESSAGES) as typeof decodeMessages;

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const bytesOrNull = fc.option(bytes);
const record = fc.record({
  age: fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 45), max: 2 ** 45 })),
  gap: fc.nat({ max: 3 }),
  key: bytesOrNull,
  value: bytesOrNull,
  headers: fc.array(fc.tuple(fc.constantFrom('', 'trace', 'content-type', 'é'), bytesOrNull)),
});
const batch = fc.record({
  firstOffset: fc.maxSafeNat().map((offset) => Math.floor(offset / 2)),
  firstTimestamp: fc.nat({ max: 2 ** 44 }),
  maxTimestamp: fc.nat({ max: 2 ** 44 }),
  attributes: fc.constantFrom(0, 1, 8, 16, 32, 16 + 32, 1 + 8),
  records: fc.array(record, { maxLength: 5 }),
});

/** The bytes of a batch whose records have gaps between them, as compaction leaves them. */
function encoded({ records, ...parts }: typeof batch extends fc.Arbitrary<infer T> ? T : never): Buffer {
  let next = 0;
  const written = records.map(({ gap, ...rest }) => recordBytes({ ...rest, place: (next += gap + 1) - 1 }));
  const plain = Buffer.concat(written);
  const stored = (parts.attributes & 7) === 1 ? gzipSync(plain) : plain;
  return batchBytes({ ...parts, count: records.length, lastOffsetDelta: next + 1, records: stored });
}

function seen(record: DecodedRecord) {
  const { attributes, timestamp, offset, key, value, magicByte, isControlRecord, batchContext } = record;
  const headers = Object.entries(record.headers);
  return { attributes, timestamp, offset, key, value, headers, magicByte, isControlRecord, batchContext };
}

test('says of any batches what kafkajs says of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 3 }), fc.nat({ max: 40 }), async (batches, cut) => {
      const whole = batches.map(encoded);
      // The last batch of a fetch may be cut.
      const fetched = fetchedBytes(...whole, whole[0].subarray(0, Math.min(cut, whole[0].length - 1)));
      const ours = (await decodeMessages(new KafkajsDecoder(fetched))) as DecodedRecord[];
      const theirs = (await decodeAsKafkajs(new KafkajsDecoder(fetched))) as DecodedRecord[];
      expect(ours.map(seen)).toEqual(theirs.map(seen));
    }),
    { numRuns: 500 },
  );
});

test('takes the place of what kafkajs has for it', () => {
  decodeRecordsHere();
  expect(require(DECODE_MESSAGES)).toBe(decodeMessages);
});
