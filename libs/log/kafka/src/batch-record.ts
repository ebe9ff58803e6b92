import type { IHeaders, KafkaMessage } from 'kafkajs';
import { BytesReader } from './bytes-reader.js';
import type { Undecodable } from './undecodable.js';

/** What a batch says of all its records, under the names that kafkajs has for it. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
  readonly lastOffsetDelta: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly magicByte: number;
}

type Message = Pick<KafkaMessage, 'attributes' | 'timestamp' | 'offset' | 'key' | 'value' | 'headers'>;

/** A record as kafkajs has it. Its headers are made when somebody looks at them, which few do. */
export class DecodedRecord implements Message {
  /** @param place how far it is from the first offset of its batch */
  constructor(
    readonly attributes: number,
    readonly timestamp: string,
    readonly offset: string,
    readonly place: number,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    readonly batchContext: BatchContext,
    private readonly headerBytes: Buffer,
  ) {}

  get magicByte(): number {
    return this.batchContext.magicByte;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  /** As far as they can be read. */
  get headers(): IHeaders {
    const headers = new Map<string, Buffer | Buffer[]>();
    const reader = new BytesReader(this.headerBytes);
    try {
      for (let left = reader.varint(); left > 0; left--) {
        const name = reader.varintBytes()?.toString() ?? '';
        // A header may be null, which the types of kafkajs don't say.
        const value = reader.varintBytes() as Buffer;
        headers.set(name, headers.has(name) ? [headers.get(name) as Buffer, value].flat() : value);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return Object.fromEntries(headers);
  }
}

/** An offset of the log whose record could not be read. It goes where all go that can't be understood. */
export class UnreadRecord implements Message {
  readonly attributes = 0;
  readonly key = null;
  readonly value = Buffer.alloc(0);
  readonly headers: IHeaders = {};
  readonly isControlRecord = false;
  readonly timestamp: string;

  constructor(
    readonly offset: string,
    readonly place: number,
    readonly batchContext: BatchContext,
    /** Codes: `batch.tooLarge`, `batch.undecodable`, `record.undecodable`. */
    readonly why: Undecodable,
  ) {
    this.timestamp = batchContext.maxTimestamp;
  }
}

/** Records of a batch, or offsets in their place. */
export type BatchRecord = DecodedRecord | UnreadRecord;
