import type { Topic } from '@shop/topics';

/** As brokers have it by default: said for each topic, so that what we append fits whatever the broker says. */
const MAX_BATCH_BYTES = 1_048_588;
/** Other topics take records of 1 MB; one of that size must still fit into the dead letters with its reason. */
export const MAX_DEAD_LETTER_BYTES = 2 * 1024 * 1024;

/** A tombstone is kept so many days after it was compacted: who reads a compacted topic may be away as long. */
export const TOMBSTONE_DAYS = 7;

const DAY_MS = 86_400_000;

/**
 * How long a day of retention is, in milliseconds: a real one, unless `SHOP_DAY_MS` says otherwise. A test shortens it,
 * and with it everything that takes days until it is forgotten.
 */
export function dayOfRetention(env: NodeJS.ProcessEnv = process.env): number {
  const given = Number(env['SHOP_DAY_MS'] || DAY_MS);
  if (Number.isInteger(given) && given > 0 && given <= DAY_MS) return given;
  throw new Error(`SHOP_DAY_MS must be milliseconds, 1 to ${DAY_MS}, not "${env['SHOP_DAY_MS']}".`);
}

/**
 * The settings of a topic on the broker, as the map wants them.
 *
 * What can forget does so in time: Kafka removes nothing from the segment that is written to, so one is closed after a
 * day, and a closed one is compacted a day later at the latest, however little there is to gain. (Kafka closes a segment
 * only when a record comes: `SegmentCloser` sees to quiet partitions.)
 * @param replicas how many copies there are of each partition
 * @param dayMs how long a day is, in milliseconds
 */
export function topicSettings({ retention, content }: Topic, replicas: number, dayMs = DAY_MS): Record<string, string> {
  const forgets = retention.kind !== 'forever';
  return {
    'cleanup.policy': retention.kind === 'compacted' ? 'compact' : 'delete',
    'retention.ms': retention.kind === 'days' ? String(retention.days * dayMs) : '-1',
    'retention.bytes': '-1',
    'min.insync.replicas': replicas >= 3 ? '2' : '1',
    ...(forgets && {
      'segment.ms': String(dayMs),
      'file.delete.delay.ms': String(Math.min(dayMs, 60_000)),
    }),
    ...(retention.kind === 'compacted' && {
      'max.compaction.lag.ms': String(dayMs),
      'delete.retention.ms': String(TOMBSTONE_DAYS * dayMs),
    }),
    'max.message.bytes': String(content.kind === 'bytes' ? MAX_DEAD_LETTER_BYTES : MAX_BATCH_BYTES),
  };
}
