import type { LogRecord } from '@shop/log-core';
import { LogAdmin, readToEnd, type KafkaClient } from '@shop/log-kafka';
import { topics, type TopicName } from '@shop/topics';

/** Every record that a topic has now, partition after partition. */
export async function recordsIn(kafka: KafkaClient, name: TopicName): Promise<LogRecord[]> {
  const partitions = await new LogAdmin(kafka).partitionsOf([name]);
  const found: LogRecord[] = [];
  const places = partitions.map(({ partition }) => ({ topic: topics[name], partition }));
  await readToEnd(kafka, places, ({ records }) => void found.push(...records));
  return found;
}
