import type { LogRecord, RecordBatch } from '@shop/log-core';
import { connectKafka, KafkaAppender, type KafkaClient, LogAdmin, readToEnd } from '@shop/log-kafka';
import { openDatabase, type Projection, projectionSink, ReadModel } from '@shop/log-postgres';
import { topics } from '@shop/topics';
import { isFull } from './support/extent.ts';
import { randomOf, tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { dumpReadModel } from './support/read-model.ts';
import { takenBy } from './oracle/skips.ts';
import { readerOf, shopAgrees } from './support/whole-shop.ts';
import { projectionsIn } from './victims/projections.ts';

/** How many records go into one transaction. */
const BATCHES = isFull ? [23, 333, 5_000] : [100, 5_000];

/** A partition with all that is in it. */
interface Partition {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
}

test("read models built anew from the shop's own log, in other batches and another order, equal those that answer", async ({
  shop,
  log,
  arena,
}) => {
  await shopAgrees(shop, log);
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const cache = new Map<string, readonly Partition[]>();
  const compared: string[] = [];
  const controlEvents = await log.records('control_events');
  let records = 0;
  for (const [database, projections] of Object.entries(projectionsIn))
    for (const projection of projections) {
      const place = { url: shop.run.postgres[database] ?? '', projection: projection.name };
      const live = await dumpReadModel(place);
      for (const [index, batch] of BATCHES.entries()) {
        const url = await arena.database();
        const takes = takenBy(readerOf(database, projection.name), controlEvents);
        const partitions = (await partitionsOf(kafka, projection, cache)).map((each) => ({
          ...each,
          records: each.records.filter(({ topic, raw }) => takes(topic, raw)),
        }));
        records += await build(kafka, url, projection, shuffled(partitions, batch, index));
        const built = await dumpReadModel({ url, projection: projection.name });
        expect(built, `${projection.name} in ${database}, ${batch} records a transaction`).toEqual(live);
      }
      compared.push(`${database}.${projection.name}`);
    }
  await kafka.close();
  tell(
    `9 rebuild: ${compared.length} read models, each built ${BATCHES.length} times with ${BATCHES.join('/')} records a transaction and ` +
      `partitions interleaved at random, ${records} records in all: sha256 equal to the live ones`,
  );
});

/** Everything in the topics that a projection reads. */
async function partitionsOf(
  kafka: KafkaClient,
  projection: Projection,
  cache: Map<string, readonly Partition[]>,
): Promise<readonly Partition[]> {
  const found = projection.topics.map(async (name) => {
    const known = cache.get(name);
    if (known) return known;
    const topic = Object.values(topics).find((each) => each.name === name);
    if (!topic) throw new Error(`There is no topic ${name}.`);
    const places = await new LogAdmin(kafka).partitionsOf([name]);
    const records = new Map<number, LogRecord[]>(places.map(({ partition }) => [partition, []]));
    const parts = places.map(({ partition }) => ({ topic, partition }));
    await readToEnd(kafka, parts, (batch) => records.get(batch.partition)?.push(...batch.records));
    const partitions = Array.from(records, ([partition, all]) => ({ topic: name, partition, records: all }));
    cache.set(name, partitions);
    return partitions;
  });
  return (await Promise.all(found)).flat();
}

/** All batches of some partitions, whose turn it is drawn each time; within a partition the order stays. */
function* shuffled(partitions: readonly Partition[], size: number, seed: number): Generator<RecordBatch> {
  const random = randomOf(seed);
  const left = partitions.map((each) => ({ ...each, at: 0 }));
  for (;;) {
    const open = left.filter(({ records, at }) => at < records.length);
    const drawn = open[Math.floor(random() * open.length)];
    if (!drawn) return;
    const records = drawn.records.slice(drawn.at, drawn.at + size);
    const from = drawn.at === 0 ? 0 : (drawn.records[drawn.at - 1]?.offset ?? 0) + 1;
    const { topic, partition } = drawn;
    drawn.at += records.length;
    yield { topic, partition, records, bad: [], from, next: (records.at(-1)?.offset ?? 0) + 1 };
  }
}

/** Builds a read model in an empty database. @returns how many records went into it */
async function build(
  kafka: KafkaClient,
  url: string,
  projection: Projection,
  batches: Iterable<RecordBatch>,
): Promise<number> {
  const database = openDatabase({ url, application: 'faults' });
  const appender = new KafkaAppender(kafka);
  try {
    const admin = new LogAdmin(kafka);
    const readModel = new ReadModel(database, projection);
    const sink = projectionSink({ readModel, reader: 'faults.rebuild', log: admin, appender });
    await sink.open(await admin.partitionsOf(projection.topics));
    let count = 0;
    const { signal } = new AbortController();
    for (const batch of batches) {
      await sink.store(batch, { heartbeat: async () => undefined, signal, ending: signal });
      count += batch.records.length;
    }
    return count;
  } finally {
    await appender.close();
    await database.close();
  }
}
