/**
 * A process that keeps one read model, as a service does, until it is killed. Environment: KAFKA_BROKERS,
 * SHOP_NAMESPACE, DATABASE_URL, PROJECTION, READER (its name). It says on stdout what it has stored, a line a batch.
 *
 * - `DIE_AT=7`: kills itself with SIGKILL around the 7th commit: before it, while it is under way, or right after.
 * - `STOP_AT=7`: stops itself with SIGSTOP before the 7th batch's transaction begins (or `STOP_IN=commit`: before its
 *   commit) and, once somebody lets it go on, says what became of that batch.
 */
import { writeSync } from 'node:fs';
import { connectKafka, KafkaAppender, LogAdmin, runReader } from '@shop/log-kafka';
import { openDatabase, projectionSink, ReadModel } from '@shop/log-postgres';
import { topics } from '@shop/topics';
import pg from 'pg';
import { projections } from './projections.ts';

const { KAFKA_BROKERS = '', DATABASE_URL = '', PROJECTION = '', READER, DIE_AT, STOP_AT, STOP_IN } = process.env;
const projection = projections[PROJECTION];
if (!projection) throw new Error(`There is no projection ${PROJECTION}.`);

const say = (line: string) => void writeSync(1, `${line}\n`);
const act = (signal: 'SIGKILL' | 'SIGSTOP') => process.kill(process.pid, signal);

let commits = 0;
let stopped = false;
const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => Promise<unknown>;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (args[0] !== 'COMMIT') return query.apply(this, args);
  commits++;
  if (stopped && STOP_IN === 'commit') {
    stopped = false;
    say('stopped');
    act('SIGSTOP');
  }
  return commits === Number(DIE_AT) ? dyingCommit(this) : query.apply(this, args);
} as typeof pg.Client.prototype.query;

/** Commits, perhaps, and dies. */
async function dyingCommit(client: pg.Client): Promise<unknown> {
  const moment = Math.random() * 3;
  const dies = (when: string) => {
    say(`dies ${when}`);
    act('SIGKILL');
  };
  if (moment < 1) dies('before a commit');
  const committed = query.call(client, 'COMMIT');
  if (moment < 2) setTimeout(() => dies('during a commit'), Math.random() * 3);
  const result = await committed;
  if (moment >= 2) dies('after a commit');
  return result;
}

const kafka = connectKafka({ brokers: KAFKA_BROKERS, clientId: 'victim' });
const database = openDatabase({ url: DATABASE_URL, application: 'victim' });
const appender = new KafkaAppender(kafka);
const reader = READER ?? `victim.${projection.name}`;
const readModel = new ReadModel(database, projection);
const sink = projectionSink({ readModel, reader, log: new LogAdmin(kafka), appender });
let batches = 0;

const running = runReader(kafka, {
  name: reader,
  topics: Object.values(topics).filter(({ name }) => projection.topics.includes(name)),
  onFailed: (error) => {
    say(`failed ${error.message}`);
    process.exit(1);
  },
  sink: {
    open: async (partitions) => {
      const positions = await sink.open(partitions);
      say(`opened ${partitions.length}`);
      return positions;
    },
    close: async (partitions) => sink.close?.(partitions),
    async store(batch, context) {
      const held = ++batches === Number(STOP_AT);
      if (held && STOP_IN === 'commit') stopped = true;
      else if (held) {
        say('stopped');
        act('SIGSTOP');
      }
      const place = `${batch.topic}/${batch.partition} ${batch.from} ${batch.next}`;
      try {
        await sink.store(batch, context);
        say(`${held ? 'zombie stored' : 'stored'} ${place}`);
      } catch (error) {
        say(`${held ? 'zombie refused' : 'refused'} ${place} ${(error as Error).name}: ${(error as Error).message}`);
        throw error;
      }
    },
  },
});

process.once('SIGTERM', async () => {
  await running.stop();
  await appender.close();
  await kafka.close();
  await database.close();
  say('left');
  process.exit(0);
});
say('started');
