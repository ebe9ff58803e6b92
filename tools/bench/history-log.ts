import { randomUUID } from 'node:crypto';
import { connectKafka, KafkaAppender, LogAdmin, runReader, type KafkaClient } from '@shop/log-kafka';
import { openDatabase, projectionSink, ReadModel, temporaryDatabase, type Projection } from '@shop/log-postgres';
import { topics } from '@shop/topics';
import { appendHistory, type History } from './basket-history.ts';
import type { Servers } from './servers.ts';
import type { unguardedSink } from './unguarded-sink.ts';

const PARTITIONS = 6;
const TOPIC = 'basket_events';

/** What a rebuild may be asked for besides its speed. */
export interface RebuildOptions {
  /** Instead of the real one. */
  readonly sink?: typeof unguardedSink;
  /** Looks at what was built, while its database is still there; not timed. */
  readonly look?: (readModel: ReadModel, url: string) => Promise<void>;
}

/** A log of its own with a history of baskets in it, from which a projection is rebuilt as often as is asked. */
export class HistoryLog {
  private readonly servers: Servers;
  private readonly history: History;
  private readonly kafka: KafkaClient;
  private readonly appender: KafkaAppender;

  private constructor(servers: Servers, history: History, kafka: KafkaClient, appender: KafkaAppender) {
    this.servers = servers;
    this.history = history;
    this.kafka = kafka;
    this.appender = appender;
  }

  static async prepare(servers: Servers, history: History, say: (line: string) => void): Promise<HistoryLog> {
    const kafka = connectKafka({
      brokers: servers.kafka,
      clientId: 'bench',
      namespace: `bench-${randomUUID().slice(0, 8)}`,
    });
    await kafka.ask((admin) =>
      admin.createTopics({
        topics: [{ topic: kafka.physical(TOPIC), numPartitions: PARTITIONS }],
        waitForLeaders: true,
      }),
    );
    const appender = new KafkaAppender(kafka, { timeoutMs: 60_000 });
    const started = performance.now();
    await appendHistory(appender, history);
    say(
      `${history.events.toLocaleString('en')} events appended in ${Math.round((performance.now() - started) / 1_000)} s`,
    );
    return new HistoryLog(servers, history, kafka, appender);
  }

  /** The topic as Kafka knows it. */
  get topic(): string {
    return this.kafka.physical(TOPIC);
  }

  /** @returns events per second, from the start of the reader to the end of the log */
  async rebuild(projection: Projection, { sink, look }: RebuildOptions = {}): Promise<number> {
    const temporary = await temporaryDatabase(this.servers.postgres);
    const database = openDatabase({ url: temporary.url, application: 'bench' });
    const reader = `bench.${randomUUID()}`;
    try {
      const readModel = new ReadModel(database, projection);
      await readModel.prepare();
      const started = performance.now();
      const running = runReader(this.kafka, {
        name: reader,
        topics: [topics[TOPIC]],
        sink: sink
          ? sink(database, projection, await readModel.schema())
          : projectionSink({ readModel, reader, log: new LogAdmin(this.kafka), appender: this.appender }),
      });
      await running.caughtUp();
      const seconds = (performance.now() - started) / 1_000;
      await running.stop();
      await look?.(readModel, temporary.url);
      return this.history.events / seconds;
    } finally {
      await database.close();
      await temporary.drop();
    }
  }

  async close(): Promise<void> {
    await this.appender.close();
    await this.kafka.ask((admin) => admin.deleteTopics({ topics: [this.topic] }));
    await this.kafka.close();
  }
}
