/**
 * Makes Kafka's topics what the map says. The launcher does it before Connect starts; run by itself
 * (`node tools/launcher/topics.ts`, environment `KAFKA_BROKERS` and `SHOP_PARTITIONS`) it does the same for containers.
 */
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { connectKafka, dayOfRetention, ensureTopics } from '@shop/log-kafka';
import { readSettings } from './settings.ts';

/**
 * Creates what is missing, and gives topics that are there the settings of the map.
 * @param brokers `host:port,...`
 * @param partitions of the topics that have a configured number of them
 * @returns what was changed of topics that were there, a line per setting
 * @throws TopicMismatch, with the remedy, when what is there can't be mended
 */
export async function makeTopics(brokers: string, partitions: number): Promise<readonly string[]> {
  const client = connectKafka({ brokers, clientId: 'launcher' });
  try {
    return (await ensureTopics(client, { partitions, dayMs: dayOfRetention() })).changes;
  } finally {
    await client.close();
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { kafka, partitions } = readSettings();
  if (!kafka) throw new Error('KAFKA_BROKERS is not set.');
  for (const change of await makeTopics(kafka, partitions)) console.log(`Topic ${change}`);
}
