/**
 * Makes Kafka's topics what the map says. The launcher does it before Connect starts; run by itself
 * (`node tools/launcher/topics.ts`, environment `KAFKA_BROKERS` and `SHOP_PARTITIONS`) it does the same for containers.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { connectKafka, ensureTopics } from '@shop/log-kafka';
import { readSettings } from './settings.ts';

/**
 * Creates what is missing.
 * @param brokers `host:port,...`
 * @param partitions of the topics that have a configured number of them
 * @throws TopicMismatch, with the remedy, when what is there can't be mended
 */
export async function makeTopics(brokers: string, partitions: number): Promise<void> {
  const client = connectKafka({ brokers, clientId: 'launcher' });
  try {
    await ensureTopics(client, { partitions });
  } finally {
    await client.close();
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { kafka, partitions } = readSettings();
  if (!kafka) throw new Error('KAFKA_BROKERS is not set.');
  await makeTopics(kafka, partitions);
}
