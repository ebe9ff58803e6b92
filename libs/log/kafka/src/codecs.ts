import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { decompressLz4, decompressSnappy } from './decompress.js';

const writing = async (): Promise<never> => {
  throw new Error('Snappy and LZ4 are only read here');
};

/**
 * Teaches kafkajs the compressions it lacks. We write none of them, but whoever writes into our topics may, and one
 * batch in an unknown codec would stop a reader of kafkajs for good.
 */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) => promisify(zstdCompress)(buffer),
    decompress: (buffer: Buffer) => promisify(zstdDecompress)(buffer),
  });
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: writing,
    decompress: async (buffer: Buffer) => decompressSnappy(buffer),
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: writing,
    decompress: async (buffer: Buffer) => decompressLz4(buffer),
  });
}
