import { type BatchContext, type BatchRecord, DecodedRecord, UnreadRecord } from './batch-record.js';
import { BytesReader } from './bytes-reader.js';
import { TooLarge } from './decompress.js';
import { CODECS, inflate } from './inflate.js';
import { Undecodable } from './undecodable.js';

/** How many records a batch may have: each takes some hundred bytes of memory, however small it is in the log. */
const MAX_RECORDS = 100_000;
/**
 * How many offsets are put away one by one. A batch of 1 MB can have 150,000,000 of them: of more than this, the first
 * and the last are put away, and say for which they stand.
 */
const MAX_OFFSETS = 10_000;

/** Where the records of a batch begin. Source: Apache Kafka, "Implementation: Message Format", 5.3.1 "Record Batch". */
export const BATCH_HEADER_BYTES = 61;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const CODEC = 0x07;

/** What came of a batch, and how many bytes it became. */
export interface DecodedBatch {
  readonly records: readonly BatchRecord[];
  readonly bytes: number;
}

/**
 * Takes a record batch apart. Whatever its bytes are, all its offsets come out: as records, or unread with the reason.
 * @param batch all its bytes; at least the header is there
 */
export async function decodeBatch(batch: Buffer): Promise<DecodedBatch> {
  const attributes = batch.readInt16BE(21);
  const context: BatchContext = {
    firstOffset: String(batch.readBigInt64BE(0)),
    partitionLeaderEpoch: batch.readInt32BE(12),
    magicByte: batch.readInt8(16),
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    timestampType: (attributes & LOG_APPEND_TIME) !== 0 ? 1 : 0,
    lastOffsetDelta: batch.readInt32BE(23),
    firstTimestamp: String(batch.readBigInt64BE(27)),
    maxTimestamp: String(batch.readBigInt64BE(35)),
    producerId: String(batch.readBigInt64BE(43)),
    producerEpoch: batch.readInt16BE(51),
    firstSequence: batch.readInt32BE(53),
  };
  const count = batch.readInt32BE(57);
  const stored = batch.subarray(BATCH_HEADER_BYTES);
  const codec = CODECS[attributes & CODEC];
  const size = `their batch has ${stored.length} bytes (${codec ?? 'unknown codec'})`;
  const unread = (code: string, reason: string): DecodedBatch => ({
    records: unreadOffsets(context, 0, code, `${size}, and ${reason}`),
    bytes: 0,
  });
  if (count > MAX_RECORDS) return unread('batch.tooLarge', `${count} records; at most ${MAX_RECORDS} are read`);
  if (codec === undefined) return unread('batch.undecodable', `there is no codec ${attributes & CODEC}`);
  // A batch that was compacted away.
  if (count <= 0) return { records: [], bytes: 0 };
  try {
    const bytes = await inflate(codec, stored);
    return { records: decodeRecords(bytes, count, context), bytes: bytes.length };
  } catch (error) {
    if (error instanceof TooLarge) return unread('batch.tooLarge', error.message);
    return unread('batch.undecodable', `it can't be decompressed: ${(error as Error).message}`);
  }
}

function decodeRecords(bytes: Buffer, count: number, context: BatchContext): BatchRecord[] {
  const records: BatchRecord[] = [];
  const reader = new BytesReader(bytes);
  for (let next = 0; records.length < count && next <= context.lastOffsetDelta;) {
    let record: Buffer | null = null;
    let reason = 'has no bytes';
    try {
      record = reader.varintBytes();
    } catch (error) {
      reason = (error as Error).message;
    }
    if (record === null) {
      // Nobody knows where the ones after it begin.
      const why = `record ${records.length + 1} of ${count} ${reason}`;
      for (const each of unreadOffsets(context, next, 'batch.undecodable', why)) records.push(each);
      return records;
    }
    const decoded = decodeRecord(record, next, context);
    records.push(decoded);
    next = decoded.place + 1;
  }
  return records;
}

/**
 * Source: Apache Kafka, "Implementation: Message Format", 5.3.3 "Record".
 * @param next the first place in the batch that it may have; it has this one where its own can't be read
 */
function decodeRecord(bytes: Buffer, next: number, context: BatchContext): BatchRecord {
  const first = Number(context.firstOffset);
  let place = next;
  try {
    const reader = new BytesReader(bytes);
    const attributes = reader.int8();
    const age = reader.varlong();
    const timestamp = context.timestampType ? context.maxTimestamp : String(Number(context.firstTimestamp) + age);
    const said = reader.varint();
    if (said < next || said > context.lastOffsetDelta) throw new RangeError('its offset is not where it stands');
    place = said;
    const key = reader.varintBytes();
    const value = reader.varintBytes();
    const offset = String(first + place);
    return new DecodedRecord(attributes, timestamp, offset, place, key, value, context, reader.rest());
  } catch (error) {
    const reason = `The ${bytes.length} bytes of the record can't be taken apart: ${(error as Error).message}`;
    const why = new Undecodable('record.undecodable', reason);
    return new UnreadRecord(String(first + place), place, context, why);
  }
}

/** The offsets of a batch from one on, unread: each, or the first and the last where they are too many. */
function unreadOffsets(context: BatchContext, from: number, code: string, reason: string): UnreadRecord[] {
  const first = Number(context.firstOffset);
  const to = Math.max(context.lastOffsetDelta, from);
  const why = new Undecodable(code, `Offsets ${first + from} to ${first + to} were not read: ${reason}`);
  const count = to - from + 1;
  const places = count > MAX_OFFSETS ? [from, to] : Array.from({ length: count }, (_, i) => from + i);
  return places.map((place) => new UnreadRecord(String(first + place), place, context, why));
}
