import { promisify } from 'node:util';
import { unzip, zstdDecompress } from 'node:zlib';
import { decompressLz4, decompressSnappy, TooLarge } from './decompress.js';

/**
 * What a batch may become when it is decompressed, in bytes: sixteen times the largest that a broker takes (1 MB by
 * default). Text becomes five to ten times as large; gzip could make a thousand times of it, zstd even more.
 */
export const MAX_INFLATED_BYTES = 16 * 1024 * 1024;

/** The compressions of Kafka by their number in a batch. Source: Apache Kafka, "Implementation: Message Format", 5.3.1. */
export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Codec = (typeof CODECS)[number];

const limited = { maxOutputLength: MAX_INFLATED_BYTES };
const gzip = promisify<Buffer, object, Buffer>(unzip);
const zstd = promisify<Buffer, object, Buffer>(zstdDecompress);

/**
 * Decompresses what a batch holds.
 * @throws TooLarge when it would become too large; any other error when it isn't what the codec writes
 */
export async function inflate(codec: Codec, bytes: Buffer): Promise<Buffer> {
  switch (codec) {
    case 'none':
      return bytes;
    case 'snappy':
      return decompressSnappy(bytes, MAX_INFLATED_BYTES);
    case 'lz4':
      return decompressLz4(bytes, MAX_INFLATED_BYTES);
    case 'gzip':
      return gzip(bytes, limited).catch(tellingSize);
    case 'zstd':
      return zstd(bytes, limited).catch(tellingSize);
  }
}

function tellingSize(error: NodeJS.ErrnoException): never {
  throw error.code === 'ERR_BUFFER_TOO_LARGE' ? new TooLarge(MAX_INFLATED_BYTES) : error;
}
