/** Data would become larger than is allowed. */
export class TooLarge extends Error {
  /** @param limit how many bytes are allowed */
  constructor(limit: number) {
    super(`they become more than ${limit}`);
  }
}

/** An output that grows, and can repeat what it already holds (overlapping copies, as LZ77 needs them). */
class Output {
  #bytes: Buffer;
  #length = 0;

  /** @param size how large it may become by what the data says of itself, which is not believed beyond `limit` */
  constructor(
    size: number,
    private readonly limit: number,
  ) {
    this.#bytes = Buffer.allocUnsafe(Math.min(Math.max(size, 64), limit));
  }

  append(source: Buffer, from: number, to: number): void {
    if (!(to >= from && to <= source.length)) throw new RangeError('Compressed data is cut short');
    this.#reserve(to - from);
    this.#length += source.copy(this.#bytes, this.#length, from, to);
  }

  repeat(distance: number, count: number): void {
    const start = this.#length - distance;
    if (!(distance > 0 && start >= 0)) throw new RangeError('Compressed data points before its beginning');
    this.#reserve(count);
    for (let i = 0; i < count; i++) this.#bytes[this.#length + i] = this.#bytes[start + i];
    this.#length += count;
  }

  result(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    // Also for a count that is no number, because the data ended within it.
    if (!(needed <= this.limit)) throw new TooLarge(this.limit);
    const larger = Buffer.allocUnsafe(Math.min(Math.max(this.#bytes.length * 2, needed), this.limit));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;

/**
 * Decompresses Snappy, raw or in the xerial framing of Java's clients. Source: google/snappy, format_description.txt.
 * @param limit how many bytes it may become
 * @throws TooLarge beyond them; RangeError for data that isn't Snappy
 */
export function decompressSnappy(input: Buffer, limit: number): Buffer {
  if (!input.subarray(0, XERIAL.length).equals(XERIAL)) return snappyBlock(input, limit);
  const blocks: Buffer[] = [];
  let room = limit;
  for (let at = XERIAL_HEADER; at < input.length;) {
    const size = input.readInt32BE(at);
    if (size < 0 || at + 4 + size > input.length) throw new RangeError('Compressed data is cut short');
    const block = snappyBlock(input.subarray(at + 4, at + 4 + size), room);
    blocks.push(block);
    room -= block.length;
    at += 4 + size;
  }
  return Buffer.concat(blocks);
}

function snappyBlock(input: Buffer, limit: number): Buffer {
  let at = 0;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = input.readUInt8(at++);
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  if (size > limit) throw new TooLarge(limit);
  const output = new Output(size, limit);
  while (at < input.length) {
    const tag = input[at++];
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const bytes = length - 59;
        length = input.readUIntLE(at, bytes);
        at += bytes;
      }
      output.append(input, at, at + length + 1);
      at += length + 1;
    } else if (kind === 1) {
      output.repeat(((tag >> 5) << 8) | input.readUInt8(at++), ((tag >> 2) & 7) + 4);
    } else {
      const bytes = kind === 2 ? 2 : 4;
      output.repeat(input.readUIntLE(at, bytes), (tag >> 2) + 1);
      at += bytes;
    }
  }
  return output.result();
}

const LZ4_MAGIC = 0x184d2204;

/**
 * Decompresses an LZ4 frame; checksums are not looked at. Source: lz4/lz4, lz4_Frame_format.md and lz4_Block_format.md.
 * @param limit how many bytes it may become
 * @throws TooLarge beyond them; RangeError for data that isn't LZ4
 */
export function decompressLz4(input: Buffer, limit: number): Buffer {
  if (input.readUInt32LE(0) !== LZ4_MAGIC) throw new RangeError('Not an LZ4 frame');
  const flags = input.readUInt8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  let at = 6 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0) + 1;
  const output = new Output(input.length * 4, limit);
  for (;;) {
    const header = input.readUInt32LE(at);
    at += 4;
    if (header === 0) return output.result();
    const size = header & 0x7fffffff;
    if (at + size > input.length) throw new RangeError('Compressed data is cut short');
    if (header >>> 31) output.append(input, at, at + size);
    else lz4Block(input.subarray(at, at + size), output);
    at += size + (hasBlockChecksum ? 4 : 0);
  }
}

function lz4Block(input: Buffer, output: Output): void {
  let at = 0;
  const more = (length: number): number => {
    if (length !== 15) return length;
    let byte: number;
    do length += byte = input.readUInt8(at++);
    while (byte === 255);
    return length;
  };
  while (at < input.length) {
    const token = input[at++];
    const literals = more(token >> 4);
    output.append(input, at, at + literals);
    at += literals;
    if (at >= input.length) return;
    const distance = input.readUInt16LE(at);
    at += 2;
    output.repeat(distance, more(token & 15) + 4);
  }
}
