import type { Batch, IHeaders, KafkaMessage } from 'kafkajs';
import type { BadRecord, LogRecord, RawRecord, RecordBatch, TopicPartition } from '@shop/log-core';
import { decodeKey, undecodableTime, type Decode } from './decode.js';
import { UnreadRecord } from './batch-record.js';
import { Undecodable } from './undecodable.js';

/**
 * How many bytes of values are decoded at a time: parsed, they may take 25 times as much. That is more records than wait,
 * unless they are large.
 */
const TOGETHER_BYTES = 2 * 1024 * 1024;

/** How many of the first messages are decoded together: one at least, where there is one. */
export function decodedTogether(messages: readonly KafkaMessage[]): number {
  let bytes = 0;
  const tooMany = messages.findIndex(({ value }, i) => (bytes += value?.length ?? 0) > TOGETHER_BYTES && i > 0);
  return tooMany < 0 ? messages.length : tooMany;
}

/** A record of kafkajs in our terms. Headers are read when somebody looks at them, which few do. */
class FetchedRecord implements RawRecord {
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  private known?: RawRecord['headers'];

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly offset: number,
    private readonly message: KafkaMessage,
  ) {
    this.timestamp = Number(message.timestamp);
    this.key = message.key;
    this.value = message.value;
  }

  get headers(): RawRecord['headers'] {
    return (this.known ??= Object.fromEntries(
      Object.entries(this.message.headers ?? {}).map(([name, value]) => [name, textOf(value)]),
    ));
  }
}

/** A header may be repeated: the last one counts. It may also be null, which the types of kafkajs don't say. */
function textOf(value: IHeaders[string] | null): string {
  const last = Array.isArray(value) ? value[value.length - 1] : value;
  return last?.toString() ?? '';
}

/**
 * A fetched batch in our terms: decoded and validated, without records before the position.
 * @param from the position of the reader
 * @param next the position after the batch
 */
export function toRecordBatch(
  { topic, partition }: TopicPartition,
  messages: readonly KafkaMessage[],
  decode: Decode,
  from: number,
  next: number,
): RecordBatch {
  const records: LogRecord[] = [];
  const bad: BadRecord[] = [];
  for (const message of messages) {
    const offset = Number(message.offset);
    if (offset < from) continue;
    const raw = new FetchedRecord(topic, partition, offset, message);
    if (message instanceof UnreadRecord) {
      bad.push({ raw, code: message.why.code, message: message.why.message, unread: true });
      continue;
    }
    const record = toRecord(raw, message.key, decode);
    if (record instanceof Undecodable) bad.push({ raw, code: record.code, message: record.message });
    else records.push(record);
  }
  return { topic, partition, records, bad, from, next };
}

function toRecord(raw: RawRecord, keyBytes: Buffer | null, decode: Decode): LogRecord | Undecodable {
  const content = decode(raw.value);
  if (content instanceof Undecodable) return content;
  const key = decodeKey(keyBytes);
  if (key instanceof Undecodable) return key;
  const { topic, partition, offset, timestamp } = raw;
  return undecodableTime(timestamp) ?? { topic, partition, offset, timestamp, key, content, raw };
}

/** A fetched message in our terms. */
export function rawRecord({ topic, partition }: TopicPartition, message: KafkaMessage): RawRecord {
  return new FetchedRecord(topic, partition, Number(message.offset), message);
}

/** The offset that was asked for. kafkajs has it on every batch, but not in its types. */
export function fetchedOffsetOf(batch: Batch): number {
  return Number((batch as Batch & { readonly fetchedOffset: string }).fetchedOffset);
}
