import { createRequire } from 'node:module';
import type { IHeaders, KafkaMessage } from 'kafkajs';

/** What kafkajs (2.2.4, `src/protocol/recordBatch/v0/decoder`) knows of the batch that a record stands in. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly isControlBatch: boolean;
  readonly magicByte: number;
}

/** The part of kafkajs's `src/protocol/decoder` that is used here. */
export interface Decoder {
  readonly buffer: Buffer;
  offset: number;
  readInt8(): number;
  readVarInt(): number;
  readVarIntBytes(): Buffer | null;
  readVarIntArray<T>(read: (decoder: Decoder) => T): T[];
}

const RECORD_DECODER = 'kafkajs/src/protocol/recordBatch/record/v0/decoder';
const LOG_APPEND_TIME = 1;

const require = createRequire(import.meta.url);
const readHeader = require('kafkajs/src/protocol/recordBatch/header/v0/decoder') as (decoder: Decoder) => {
  readonly key: string;
  readonly value: Buffer;
};

/** A record as kafkajs has it. Its headers are made when somebody looks at them, which few do. */
export class DecodedRecord implements Pick<
  KafkaMessage,
  'attributes' | 'timestamp' | 'offset' | 'key' | 'value' | 'headers'
> {
  constructor(
    readonly attributes: number,
    readonly timestamp: string,
    readonly offset: string,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    readonly batchContext: BatchContext,
    private readonly decoder: Decoder,
    private readonly headersAt: number,
  ) {}

  get magicByte(): number {
    return this.batchContext.magicByte;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  get headers(): IHeaders {
    this.decoder.offset = this.headersAt;
    const headers = new Map<string, Buffer | Buffer[]>();
    for (const { key, value } of this.decoder.readVarIntArray(readHeader))
      headers.set(key, headers.has(key) ? [headers.get(key) as Buffer, value].flat() : value);
    return Object.fromEntries(headers);
  }
}

/**
 * Reads a record of a batch. Source: Apache Kafka, "Implementation: Message Format", 5.3.3 "Record".
 * @param decoder stands at the record, and holds nothing else
 */
export function decodeRecord(decoder: Decoder, batch: BatchContext): DecodedRecord {
  const attributes = decoder.readInt8();
  const age = readVarLong(decoder);
  const timestamp =
    batch.timestampType === LOG_APPEND_TIME ? batch.maxTimestamp : String(Number(batch.firstTimestamp) + age);
  const offset = String(Number(batch.firstOffset) + decoder.readVarInt());
  const key = decoder.readVarIntBytes();
  const value = decoder.readVarIntBytes();
  return new DecodedRecord(attributes, timestamp, offset, key, value, batch, decoder, decoder.offset);
}

/** A zigzag number, exact up to 2^53: in milliseconds, more than the years that there are. */
function readVarLong(decoder: Decoder): number {
  let zigzag = 0;
  let byte: number;
  let scale = 1;
  do {
    byte = decoder.buffer[decoder.offset++];
    zigzag += (byte & 0x7f) * scale;
    scale *= 128;
  } while (byte >= 0x80);
  return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
}

/**
 * Puts `decodeRecord` in the place of the decoder of kafkajs 2.2.4. That one makes some fifteen BigInts for a record and
 * copies its headers, which is a tenth of all the time that a projection takes for an event. Has to be called before the
 * first fetch, with which kafkajs loads what decodes it.
 */
export function decodeRecordsQuickly(): void {
  require(RECORD_DECODER);
  const loaded = require.cache[require.resolve(RECORD_DECODER)];
  if (loaded) loaded.exports = decodeRecord;
}
