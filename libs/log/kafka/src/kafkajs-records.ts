import { createRequire } from 'node:module';
import type { BatchRecord } from './batch-record.js';
import { MAX_INFLATED_BYTES } from './inflate.js';
import { BATCH_HEADER_BYTES, decodeBatch } from './record-batch.js';

/** The part of kafkajs's `src/protocol/decoder` that is used here. */
export interface Decoder {
  readInt32(): number;
  canReadBytes(length: number): boolean;
  readBytes(length: number): Buffer;
}

type DecodeMessages = (fetched: Decoder) => Promise<readonly BatchRecord[]>;

const DECODE_MESSAGES = 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages';
/** Where a batch says how long it is, counted from after that, and in which format it is. */
const LENGTH_AT = 8;
const LENGTH_FROM = 12;
const MAGIC_AT = 16;
const MAGIC = 2;

const require = createRequire(import.meta.url);
const Decoder = require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => Decoder;
const decodeMessageSet = require('kafkajs/src/protocol/messageSet/decoder') as (
  decoder: Decoder,
  size: number,
) => Promise<readonly BatchRecord[]>;

/**
 * Takes apart what was fetched of one partition: at least the first batch, and no more than memory has room for. The
 * rest, and a last batch that is cut, are fetched again.
 */
export const decodeMessages: DecodeMessages = async (fetched) => {
  const size = fetched.readInt32();
  if (size <= 0 || !fetched.canReadBytes(size)) return [];
  const bytes = fetched.readBytes(size);
  if (bytes[MAGIC_AT] !== MAGIC) return decodeMessageSet(new Decoder(bytes), size);
  const batches: (readonly BatchRecord[])[] = [];
  let inflated = 0;
  for (let at = 0; bytes.length - at >= BATCH_HEADER_BYTES && bytes[at + MAGIC_AT] === MAGIC;) {
    const end = at + LENGTH_FROM + bytes.readInt32BE(at + LENGTH_AT);
    if (end < at + BATCH_HEADER_BYTES || end > bytes.length || inflated > MAX_INFLATED_BYTES) break;
    const batch = await decodeBatch(bytes.subarray(at, end));
    batches.push(batch.records);
    inflated += batch.bytes;
    at = end;
  }
  return batches.length === 1 ? batches[0] : batches.flat();
};

/**
 * Puts `decodeMessages` in the place of that of kafkajs 2.2.4. That one throws for a batch that it can't take apart,
 * decompresses without a limit, makes some fifteen BigInts for a record and copies its headers. Has to be called before
 * the first fetch, with which kafkajs loads what decodes it.
 */
export function decodeRecordsHere(): void {
  require(DECODE_MESSAGES);
  const loaded = require.cache[require.resolve(DECODE_MESSAGES)];
  if (loaded) loaded.exports = decodeMessages;
}
