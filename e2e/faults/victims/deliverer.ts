/**
 * A process whose reader has an effect outside: it says every record it is given, and its position is the group's offset.
 * SIGTERM ends it in order. Environment: KAFKA_BROKERS, SHOP_NAMESPACE.
 */
import { writeSync } from 'node:fs';
import { connectKafka, effectSink, KafkaAppender, runReader } from '@shop/log-kafka';
import { topics } from '@shop/topics';

const kafka = connectKafka({ brokers: process.env['KAFKA_BROKERS'] ?? '', clientId: 'deliverer' });
const appender = new KafkaAppender(kafka);
const name = 'victim.deliverer';
const say = (line: string) => void writeSync(1, `${line}\n`);

const reader = runReader(kafka, {
  name,
  topics: [topics.basket_events],
  onFailed: () => process.exit(1),
  sink: effectSink({
    kafka,
    reader: name,
    appender,
    effect: async ({ records }) => {
      for (const { topic, partition, offset } of records) say(`delivered ${topic}/${partition}@${offset}`);
    },
  }),
});

process.once('SIGTERM', async () => {
  await reader.stop();
  await appender.close();
  await kafka.close();
  say('left');
  process.exit(0);
});
