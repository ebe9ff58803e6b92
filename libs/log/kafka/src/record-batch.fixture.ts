/** What a record has in a batch. */
export interface RecordParts {
  readonly age?: number;
  readonly place?: number;
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
  readonly headers?: readonly (readonly [string, Buffer | null])[];
}

/** What a batch says of itself, and what it holds. */
export interface BatchParts {
  readonly firstOffset?: number;
  readonly lastOffsetDelta?: number;
  readonly count?: number;
  readonly attributes?: number;
  readonly firstTimestamp?: number;
  readonly maxTimestamp?: number;
  readonly magic?: number;
  /** Its records, as they are in the log: compressed, if its attributes say so. */
  readonly records: Buffer;
}

/** The bytes of a number as Kafka writes it within records. */
export function varint(value: number | bigint): Buffer {
  const number = BigInt(value);
  let zigzag = number < 0n ? -number * 2n - 1n : number * 2n;
  const bytes: number[] = [];
  for (; zigzag > 0x7fn; zigzag >>= 7n) bytes.push(Number(zigzag & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(zigzag)]);
}

const sized = (bytes: Buffer | null) => (bytes === null ? varint(-1) : Buffer.concat([varint(bytes.length), bytes]));

/** The bytes of a record, with its length before them. */
export function recordBytes({ age = 0, place = 0, key = null, value = null, headers = [] }: RecordParts): Buffer {
  return sized(
    Buffer.concat([
      Buffer.from([0]),
      ...[varint(age), varint(place), sized(key), sized(value), varint(headers.length)],
      ...headers.flatMap(([name, text]) => [sized(Buffer.from(name)), sized(text)]),
    ]),
  );
}

/** The bytes of a batch. */
export function batchBytes(parts: BatchParts): Buffer {
  const { firstOffset = 0, count = 1, lastOffsetDelta = count - 1, attributes = 0, magic = 2, records } = parts;
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(firstOffset), 0);
  header.writeInt32BE(49 + records.length, 8);
  header.writeInt8(magic, 16);
  header.writeInt16BE(attributes, 21);
  header.writeInt32BE(lastOffsetDelta, 23);
  header.writeBigInt64BE(BigInt(parts.firstTimestamp ?? 1_764_239_400_000), 27);
  header.writeBigInt64BE(BigInt(parts.maxTimestamp ?? 1_764_239_400_000), 35);
  header.writeBigInt64BE(-1n, 43);
  header.writeInt32BE(count, 57);
  return Buffer.concat([header, records]);
}

/** Batches as a broker sends them for one partition. */
export function fetchedBytes(...batches: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(batches);
  const size = Buffer.alloc(4);
  size.writeInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}
