import kafkajs from 'kafkajs';
import { CODECS, inflate, type Codec } from './inflate.js';

const writing = async (): Promise<never> => {
  throw new Error('Nothing is compressed here');
};

/**
 * Gives kafkajs our decompression, with its limit, for the message sets of brokers before Kafka 0.11. What was written
 * since is read by `decodeBatch`. We write no compressed records, but whoever writes into our topics may.
 */
export function registerCodecs(): void {
  const codecs: Record<number, () => ReturnType<typeof reading>> = kafkajs.CompressionCodecs;
  for (const [number, codec] of CODECS.entries()) if (codec !== 'none') codecs[number] = () => reading(codec);
}

function reading(codec: Codec) {
  return { compress: writing, decompress: (bytes: Buffer) => inflate(codec, bytes) };
}
