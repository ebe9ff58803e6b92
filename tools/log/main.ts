/**
 * `npm run log -- <topic> [--key <key>] [--full] [--follow]` prints a topic's records with their positions.
 * `npm run log -- <topic> --append [--key <key>]` appends each line of the standard input as it is: a foreign producer.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { RawRecord } from '@shop/log-core';
import { connectKafka, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { readRunFile } from '../launcher/run-file.ts';
import { readSettings } from '../launcher/settings.ts';
import { formatRecord, HEADING } from './format-record.ts';
import { readTopic } from './read-topic.ts';

const USAGE = `npm run log -- <topic> [--key <key>] [--full] [--follow]
npm run log -- <topic> --append [--key <key>]     appends the lines of the standard input

Topics: ${Object.keys(topics).join(', ')}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string' },
    full: { type: 'boolean', default: false },
    follow: { type: 'boolean', default: false },
    append: { type: 'boolean', default: false },
  },
});

// Piped into `head`: the reader of the pipe has seen enough.
process.stdout.on('error', () => process.exit(0));

const [topic] = positionals;
if (!topic || positionals.length > 1) fail(USAGE);
const kafka = connectKafka({ brokers: brokers(), clientId: 'log-tool' });
await insistOn(kafka, topic);
if (values.append) await append(kafka, topic);
else await print(kafka, topic);
await kafka.close();

async function print(client: KafkaClient, name: string): Promise<void> {
  const wanted = ({ key }: RawRecord) =>
    values.key === undefined || (key !== null && Buffer.from(key).toString('utf8') === values.key);
  const show = (record: RawRecord) => {
    if (!wanted(record)) return;
    process.stdout.write(`${formatRecord(record)}\n`);
    if (values.full && record.value) process.stdout.write(`    ${Buffer.from(record.value).toString('utf8')}\n`);
  };
  const reading = await readTopic(client, name, show);
  // The heading and the sum are for people: what is piped on holds records only.
  process.stderr.write(`${name}: ${HEADING}\n`);
  reading.records.forEach(show);
  if (values.follow) await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
  else process.stderr.write(`${reading.records.filter(wanted).length} records\n`);
  await reading.stop();
}

async function append(client: KafkaClient, name: string): Promise<void> {
  const appender = new KafkaAppender(client, { timeoutMs: 10_000 });
  for await (const line of createInterface({ input: process.stdin })) {
    const [position] = await appender.append([{ topic: name, key: values.key ?? null, value: line }]);
    process.stdout.write(`appended to ${name} ${position?.partition}/${position?.offset}\n`);
  }
  await appender.close();
}

async function insistOn(client: KafkaClient, name: string): Promise<void> {
  const there = await client
    .ask((admin) => admin.listTopics())
    .catch((error: Error) => fail(`Kafka doesn't answer: ${error.message}`));
  if (!there.includes(client.physical(name))) fail(`There is no topic ${name}.\n\n${USAGE}`);
}

function brokers(): string {
  const settings = readSettings();
  const running = settings.kafka ?? readRunFile(settings.dataFolder)?.kafka;
  return running ?? fail(`No shop runs with ${settings.dataFolder}. Start it with "npm start".`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
