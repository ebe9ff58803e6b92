import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { basketsProjection } from '@shop/basket-projections';
import { connectKafka, KafkaAppender, LogAdmin, runReader } from '@shop/log-kafka';
import { openDatabase, projectionSink, ReadModel, temporaryDatabase } from '@shop/log-postgres';
import { topics, type Position } from '@shop/topics';
import { appendHistory } from './basket-history.ts';
import type { Servers } from './servers.ts';

/** How a live projection does while events are appended without a pause. */
export interface GrowthFigures {
  /** Events appended and, at the same time, applied per second. */
  readonly perSecond: number;
  /** How far the read model was behind after each part, in milliseconds from the last acknowledgement. */
  readonly behindMs: readonly number[];
  /** Heap in use after a collection, at each million events, in MB. */
  readonly heapMb: readonly number[];
  /** The last of them against the first: 0.05 is 5% more. */
  readonly growth: number;
}

/** Events between two looks, and baskets among them. */
const PART = { events: 100_000, baskets: 10_000, openAtOnce: 1_000 };
const MILLION = 1_000_000;
const TOPIC = 'basket_events';

/**
 * Appends events as fast as the producer path takes them, with the projection of baskets running in the same process,
 * and looks at the heap after each million.
 * @param millions how many, at least 2
 */
export async function benchGrowth(
  servers: Servers,
  millions: number,
  say: (line: string) => void,
): Promise<GrowthFigures> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kafka = connectKafka({
    brokers: servers.kafka,
    clientId: 'bench',
    namespace: `bench-${randomUUID().slice(0, 8)}`,
  });
  await kafka.ask((admin) =>
    admin.createTopics({ topics: [{ topic: kafka.physical(TOPIC), numPartitions: 6 }], waitForLeaders: true }),
  );
  const temporary = await temporaryDatabase(servers.postgres);
  const database = openDatabase({ url: temporary.url, application: 'bench' });
  const readModel = new ReadModel(database, basketsProjection);
  const appender = new KafkaAppender(kafka, { timeoutMs: 60_000 });
  const admin = new LogAdmin(kafka);
  const reader = 'bench.live';
  const running = runReader(kafka, {
    name: reader,
    topics: [topics[TOPIC]],
    sink: projectionSink({ readModel, reader, log: admin, appender }),
  });
  try {
    await running.caughtUp();
    const heapMb: number[] = [];
    const behindMs: number[] = [];
    const started = performance.now();
    for (let events = 0; events < millions * MILLION; events += PART.events) {
      await appendHistory(appender, { ...PART, first: (events / PART.events) * PART.baskets });
      const acked = performance.now();
      for (const position of await lastOf(admin))
        if (!(await readModel.waitForPosition(position, 120_000))) throw new Error('The projection is too far behind.');
      behindMs.push(Math.round(performance.now() - acked));
      if ((events + PART.events) % MILLION !== 0) continue;
      collect();
      heapMb.push(Math.round(process.memoryUsage().heapUsed / 100_000) / 10);
      say(`${(events + PART.events).toLocaleString('en')} events: ${heapMb[heapMb.length - 1]} MB after a collection`);
    }
    const perSecond = Math.round((millions * MILLION * 1_000) / (performance.now() - started));
    return { perSecond, behindMs, heapMb, growth: heapMb[heapMb.length - 1] / heapMb[0] - 1 };
  } finally {
    await running.stop();
    await appender.close();
    await database.close();
    await temporary.drop();
    await kafka.ask((ask) => ask.deleteTopics({ topics: [kafka.physical(TOPIC)] }));
    await kafka.close();
  }
}

async function lastOf(admin: LogAdmin): Promise<Position[]> {
  const ends = await admin.endOffsets(await admin.partitionsOf([TOPIC]));
  return Array.from(ends, ([key, end]) => {
    const [topic, partition] = key.split('/');
    return { topic, partition: Number(partition), offset: String(end - 1) };
  });
}
