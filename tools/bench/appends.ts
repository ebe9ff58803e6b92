import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import kafkajs from 'kafkajs';
import { javaCommand } from '../launcher/java.ts';
import { summarise, type Summary } from './statistics.ts';

/** Acked appends per second, three ways, and how they compare run by run. */
export interface AppendFigures {
  readonly appenderPerSecond: Summary;
  readonly perfTestPerSecond: Summary;
  readonly oneAtATimePerSecond: Summary;
  /** The producer path against Kafka's own performance test, in the same round. */
  readonly toPerfTest: Summary;
  /** The producer path against one awaited send per event, in the same round. */
  readonly toOneAtATime: Summary;
}

const RECORD_BYTES = 300;
const RECORDS = 200_000;
/** So few, because they are awaited one by one. */
const AWAITED_RECORDS = 4_000;
/** Commands under way at once: each appends one record and awaits its acknowledgement. */
const CALLERS = 2_000;
const PARTITIONS = 6;

/**
 * Measures the producer path, interleaved with Kafka's producer-perf-test (acks=all, linger 5 ms) and with a client that
 * awaits each record, on one topic with 6 partitions.
 * @param brokers `host:port`
 * @param jars folder of Kafka's jars
 * @param rounds how often each is run
 */
export async function benchAppends(
  brokers: string,
  jars: string,
  rounds: number,
  say: (line: string) => void,
): Promise<AppendFigures> {
  const topic = 'basket_events';
  const namespace = `bench-${randomUUID().slice(0, 8)}`;
  const client = new kafkajs.Kafka({ brokers: [brokers], clientId: 'bench', logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic: `${namespace}.${topic}`, numPartitions: PARTITIONS }],
    waitForLeaders: true,
  });

  const kafka = connectKafka({ brokers, clientId: 'bench', namespace });
  const appender = new KafkaAppender(kafka, { timeoutMs: 60_000 });
  const producer = client.producer({ idempotent: true });
  await producer.connect();
  const value = JSON.stringify({ filler: 'x'.repeat(RECORD_BYTES - 13) });
  const append = (count: number) => appendMany(appender, topic, value, count);
  const perfTest = () => runPerfTest(jars, brokers, `${namespace}.${topic}`);
  const awaited = async () => {
    const started = performance.now();
    for (let i = 0; i < AWAITED_RECORDS; i++)
      await producer.send({ topic: `${namespace}.${topic}`, acks: -1, messages: [{ key: `key-${i % 5_000}`, value }] });
    return (AWAITED_RECORDS / (performance.now() - started)) * 1_000;
  };

  try {
    // Not counted: code is compiled and connections are made.
    await append(RECORDS / 4);
    await perfTest();
    const results: { ours: number; perf: number; one: number }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const result = { ours: await append(RECORDS), perf: perfTest(), one: await awaited() };
      results.push(result);
      say(
        `round ${round}: producer path ${Math.round(result.ours)}/s, producer-perf-test ${Math.round(result.perf)}/s, one awaited send per event ${Math.round(result.one)}/s`,
      );
    }
    return {
      appenderPerSecond: summarise(results.map(({ ours }) => ours)),
      perfTestPerSecond: summarise(results.map(({ perf }) => perf)),
      oneAtATimePerSecond: summarise(results.map(({ one }) => one)),
      toPerfTest: summarise(results.map(({ ours, perf }) => ours / perf)),
      toOneAtATime: summarise(results.map(({ ours, one }) => ours / one)),
    };
  } finally {
    await appender.close();
    await producer.disconnect();
    await admin.deleteTopics({ topics: [`${namespace}.${topic}`] });
    await admin.disconnect();
  }
}

async function appendMany(appender: KafkaAppender, topic: string, value: string, count: number): Promise<number> {
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const key = `key-${next++ % 5_000}`;
      await appender.append([{ topic, key, value }]);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (count / (performance.now() - started)) * 1_000;
}

function runPerfTest(jars: string, brokers: string, topic: string): number {
  const { command, args, env } = javaCommand({
    jars,
    heap: '256m',
    main: 'org.apache.kafka.tools.ProducerPerformance',
    args: [
      ...[
        '--topic',
        topic,
        '--num-records',
        String(RECORDS),
        '--record-size',
        String(RECORD_BYTES),
        '--throughput',
        '-1',
      ],
      ...['--producer-props', `bootstrap.servers=${brokers}`, 'acks=all', 'linger.ms=5'],
    ],
  });
  // The full compiler, as Kafka's own script runs it: the fast start of our processes would slow it down.
  const options = args.filter((arg) => !arg.startsWith('-XX:'));
  const { stdout, stderr } = spawnSync(command, options, { env: { ...process.env, ...env }, encoding: 'utf8' });
  const rates = [...stdout.matchAll(/([\d.]+) records\/sec/g)];
  const last = rates.at(-1)?.[1];
  if (last === undefined) throw new Error(`producer-perf-test said nothing of a rate:\n${stdout}${stderr}`);
  return Number(last);
}
