import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import kafkajs from 'kafkajs';
import type { NewRecord } from '@shop/log-core';
import type { KafkaClient } from '@shop/log-kafka';

/** Appends a record as another producer would, compressed: our own appender takes none that is so large. */
export async function feed(kafka: KafkaClient, { topic, key, value, headers }: NewRecord): Promise<void> {
  // Our clients read compressed records and write none.
  const codecs: Record<number, unknown> = kafkajs.CompressionCodecs;
  const compress = ({ buffer }: { buffer: Buffer }) => promisify(gzip)(buffer);
  codecs[kafkajs.CompressionTypes.GZIP] = () => ({ compress });
  const producer = kafka.kafka().producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({
      topic: kafka.physical(topic),
      compression: kafkajs.CompressionTypes.GZIP,
      messages: [{ key: key as string, value: value as string, headers }],
    });
  } finally {
    await producer.disconnect();
  }
}
