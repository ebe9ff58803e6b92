import type { Topic } from '@shop/topics';
import { LogAdmin } from './admin.js';
import type { KafkaClient } from './client.js';
import { readToEnd } from './read-to-end.js';

/**
 * The keys of a compacted topic that are gone: their last record is a tombstone that is still there. Kafka keeps one for
 * `TOMBSTONE_DAYS` after it was compacted.
 * @throws Retriable while the brokers can't be asked
 */
export async function tombstonesIn(kafka: KafkaClient, topic: Topic): Promise<ReadonlySet<string>> {
  const partitions = await new LogAdmin(kafka).partitionsOf([topic.name]);
  const gone = new Set<string>();
  await readToEnd(
    kafka,
    partitions.map(({ partition }) => ({ topic, partition })),
    ({ records }) => {
      for (const { key, content } of records)
        if (content.kind === 'tombstone') gone.add(key);
        else gone.delete(key);
    },
  );
  return gone;
}
