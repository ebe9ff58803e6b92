import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import kafkajs from 'kafkajs';
import type { KafkaClient } from '../client.js';
import { CODECS, type Codec } from '../inflate.js';

/**
 * Appends one batch whose records are any bytes, in any codec, as no client would write it.
 * @param count how many records it says to have
 * @param stored the records as they are in the log: compressed
 */
export async function appendCrafted(
  client: KafkaClient,
  { topic, partition, count }: { topic: string; partition: number; count: number },
  codec: Exclude<Codec, 'none'>,
  stored: Buffer,
): Promise<void> {
  const codecs: Record<number, () => unknown> = kafkajs.CompressionCodecs;
  const number = CODECS.indexOf(codec);
  const before = codecs[number];
  const producer = client.kafka().producer({ allowAutoTopicCreation: false });
  await producer.connect();
  codecs[number] = () => ({ compress: async () => stored });
  try {
    const messages = Array.from({ length: count }, () => ({ partition, value: '' }));
    await producer.send({ topic: client.physical(topic), messages, compression: number, acks: -1, timeout: 60_000 });
  } finally {
    codecs[number] = before;
    await producer.disconnect();
  }
}

/** Bytes, and then as many zeros, in gzip, without ever having them all. */
export async function gzipOfZeros(before: Buffer, zeros: number, after: Buffer): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const piece = Buffer.alloc(1024 * 1024);
  const write = async (bytes: Buffer) => gzip.write(bytes) || (await once(gzip, 'drain'));
  await write(before);
  for (let left = zeros; left > 0; left -= piece.length) await write(piece.subarray(0, Math.min(left, piece.length)));
  await write(after);
  gzip.end();
  await once(gzip, 'end');
  return Buffer.concat(chunks);
}
