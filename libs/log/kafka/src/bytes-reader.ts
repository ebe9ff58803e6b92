/** Reads numbers and bytes one after the other, and never past the end. */
export class BytesReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  int8(): number {
    return this.bytes.readInt8(this.#at++);
  }

  /** A zigzag number of at most 32 bits. @throws RangeError when there is none */
  varint(): number {
    const zigzag = this.#unsigned(5);
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /**
   * A zigzag number of at most 64 bits, exact up to 2^53: in milliseconds, more than the years that there are.
   * @throws RangeError when there is none
   */
  varlong(): number {
    const zigzag = this.#unsigned(10);
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  /** As many bytes as the number before them says; null for -1. @throws RangeError when they are not there */
  varintBytes(): Buffer | null {
    const length = this.varint();
    if (length === -1) return null;
    if (length < 0 || this.#at + length > this.bytes.length) throw new RangeError('it ends before its bytes do');
    return this.bytes.subarray(this.#at, (this.#at += length));
  }

  /** What is left. */
  rest(): Buffer {
    return this.bytes.subarray(this.#at);
  }

  #unsigned(maxBytes: number): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < maxBytes; count++) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined) throw new RangeError('it ends within a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new RangeError('a number has no end');
  }
}
