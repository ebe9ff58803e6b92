import { once } from 'node:events';
import { createGzip, gzipSync, zstdCompressSync } from 'node:zlib';
import kafkajs from 'kafkajs';
import type { KafkaClient } from '../client.js';
import { CODECS, type Codec } from '../inflate.js';

/**
 * Appends one batch whose records are any bytes, in any codec, as no client would write it.
 * @param count how many records it says to have
 * @param stored the records as they are in the log: compressed
 * @returns the offset of the first
 */
export async function appendCrafted(
  client: KafkaClient,
  { topic, partition, count }: { topic: string; partition: number; count: number },
  codec: Exclude<Codec, 'none'>,
  stored: Buffer,
): Promise<number> {
  const codecs: Record<number, () => unknown> = kafkajs.CompressionCodecs;
  const number = CODECS.indexOf(codec);
  const before = codecs[number];
  const producer = client.kafka().producer({ allowAutoTopicCreation: false });
  await producer.connect();
  codecs[number] = () => ({ compress: async () => stored });
  try {
    const messages = Array.from({ length: count }, () => ({ partition, value: '' }));
    const [{ baseOffset }] = await producer.send({
      topic: client.physical(topic),
      messages,
      compression: number,
      acks: -1,
      timeout: 60_000,
    });
    return Number(baseOffset);
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

/** What a broker takes for the bytes in a codec. Snappy and LZ4 are only wrapped, not made smaller. */
export function compressed(codec: Exclude<Codec, 'none'>, bytes: Buffer): Buffer {
  switch (codec) {
    case 'gzip':
      return gzipSync(bytes);
    case 'zstd':
      return zstdCompressSync(bytes);
    case 'snappy':
      return Buffer.concat([XERIAL, uint32('BE', snappyLiteral(bytes).length), snappyLiteral(bytes)]);
    case 'lz4':
      return Buffer.concat([LZ4, ...pieces(bytes).flatMap(lz4Plain), uint32('LE', 0)]);
  }
}

/** The beginning of Snappy in the framing of Java's clients, and of an LZ4 frame with blocks of 64 KB. */
const XERIAL = Buffer.from('82534e41505059000000000100000001', 'hex');
const LZ4 = Buffer.from('04224d18604082', 'hex');

function snappyLiteral(bytes: Buffer): Buffer {
  const size: number[] = [];
  let left = bytes.length;
  for (; left > 0x7f; left >>>= 7) size.push((left & 0x7f) | 0x80);
  // The kind "literal whose length takes four bytes".
  return Buffer.concat([Buffer.from([...size, left, 63 << 2]), uint32('LE', bytes.length - 1), bytes]);
}

function pieces(bytes: Buffer): Buffer[] {
  const size = 64 * 1024;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

const lz4Plain = (block: Buffer) => [uint32('LE', block.length + 2 ** 31), block];

function uint32(order: 'LE' | 'BE', value: number): Buffer {
  const bytes = Buffer.alloc(4);
  if (order === 'LE') bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}
