const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;

/**
 * The hash that decides partitions, as 32 signed bits. Source: Apache Kafka, `Utils.murmur2`. kafkajs has it too, but
 * with big integers, at a hundredth of the speed.
 */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  let h = SEED ^ length;
  const blocks = length & ~3;
  for (let i = 0; i < blocks; i += 4) {
    let k = data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24);
    k = Math.imul(k, M);
    k ^= k >>> 24;
    k = Math.imul(k, M);
    h = Math.imul(h, M) ^ k;
  }
  const left = length - blocks;
  if (left === 3) h ^= data[blocks + 2] << 16;
  if (left >= 2) h ^= data[blocks + 1] << 8;
  if (left >= 1) h = Math.imul(h ^ data[blocks], M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}

/** The partition of a key, as Kafka's own producers choose it. */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
