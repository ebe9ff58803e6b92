import { createHash, randomInt } from 'node:crypto';
import fc from 'fast-check';
import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import { readers } from '@shop/topics';
import { appendCrafted, compressed } from '../../libs/log/kafka/src/testing/crafted.ts';
import { recordBytes } from '../../libs/log/kafka/src/record-batch.fixture.ts';
import { until } from '../../tools/testing/until.ts';
import { type AnyRecord, anyBadRecord, meaningfulTopics } from './support/any-record.ts';
import { cutOrFull } from './support/extent.ts';
import { tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { pidsOf } from './support/health.ts';
import { asking, schemaOf } from './support/read-model.ts';
import { Story } from './support/story.ts';
import { shopAgrees } from './support/whole-shop.ts';

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
/** Records of a batch. */
const TOGETHER = cutOrFull(20, 100);
/** A letter keeps so many bytes of a value. */
const KEPT = 1024 * 1024;
/** A batch that a broker takes, in bytes. */
const LARGEST = 1_040_000;

test('any bytes, in every codec, to every reader: each is put away once, what is good arrives, no process ends', async ({
  shop,
  log,
}) => {
  const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));
  console.log(`FAULT any bytes: seed ${seed} (FAULTS_SEED=${seed} draws the same records)`);
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  const before = pidsOf(
    shop,
    shop.run.processes.map(({ name }) => name),
  );
  const producer = kafka.kafka().producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const story = new Story(seed);
  const expected = new Map<string, string>();
  const rounds = cutOrFull(75, 1_000);
  for (let round = 0; round < rounds; round++) {
    const topic = meaningfulTopics[round % meaningfulTopics.length]!;
    const codec = CODECS[Math.floor(round / meaningfulTopics.length) % CODECS.length]!;
    const drawn = fc.sample(anyBadRecord(topic), { numRuns: TOGETHER, seed: seed + round });
    await appender.append(story.basketEvents(5));
    for (const records of inBatches(drawn)) {
      const positions = await appended(topic.name, codec, records);
      for (const [i, position] of positions.entries())
        for (const reader of lettersOf(topic.readers)) expected.set(`${position}:${reader}`, digestOf(records[i]!));
    }
    await appender.append([...story.basketEvents(5), ...story.changing(5)]);
  }

  async function appended(topic: string, codec: (typeof CODECS)[number], records: readonly AnyRecord[]) {
    if (codec === 'none') {
      const messages = records.map((record) => ({ ...record, partition: 0 }));
      const [to] = await producer.send({ topic, messages });
      return records.map((_, i) => [topic, 0, Number(to?.baseOffset) + i].join(':'));
    }
    const bytes = Buffer.concat(records.map((record, place) => recordBytes({ ...record, place })));
    const place = { topic, partition: 0, count: records.length };
    const first = await appendCrafted(kafka, place, codec, compressed(codec, bytes));
    return records.map((_, i) => [topic, 0, first + i].join(':'));
  }

  await producer.disconnect();
  await appender.close();
  await kafka.close();
  const found = new Map<string, string>();
  const missing = () => [...expected.keys()].filter((id) => !found.has(id));
  await until(
    'all dead letters',
    async () => {
      for (const [id, digest] of await lettersIn(shop.run.postgres['ops'] ?? '', missing())) found.set(id, digest);
      return found.size === expected.size;
    },
    cutOrFull(120_000, 600_000),
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${inGroups(missing())}`, { cause: error });
  });
  expect([...found].filter(([id, digest]) => expected.get(id) !== digest)).toEqual([]);
  const agreed = await shopAgrees(shop, log);
  expect(pidsOf(shop, Object.keys(before))).toEqual(before);
  tell(
    `6 any bytes: seed ${seed}, ${rounds * TOGETHER} bad records of ${meaningfulTopics.length} topics in ${CODECS.length} ` +
      `codecs, ${found.size} dead letters; no process ended; ${agreed}`,
  );
});

/** The readers of a topic that put away: those that fold in memory leave that to others. */
function lettersOf(names: readonly string[]): string[] {
  const kinds: Readonly<Record<string, string>> = readers;
  return names.filter((name) => name in kinds && kinds[name] !== 'fold');
}

/** Records in batches that a broker takes. */
function inBatches(records: readonly AnyRecord[]): AnyRecord[][] {
  const batches: AnyRecord[][] = [];
  let size = LARGEST;
  for (const record of records) {
    const own = record.value.length + (record.key?.length ?? 0) + 100;
    if (size + own > LARGEST) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(record);
    size += own;
  }
  return batches;
}

/** How many there are by topic and reader, and the first of each. */
function inGroups(ids: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const [topic, , , reader] = id.split(':');
    const name = `${topic} ${reader}`;
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  return [...groups].map(([name, own]) => `${own.length} of ${name}, the first is ${own[0]}`).join('; ');
}

function digestOf({ value }: AnyRecord): string {
  return createHash('sha256').update(value.subarray(0, KEPT)).digest('hex');
}

/** The SHA-256 of the bytes of dead letters, by id. */
async function lettersIn(url: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await asking(url, async (client) =>
    client.query<{ id: string; digest: string }>(
      `SELECT id, encode(sha256(bytes), 'hex') AS digest
       FROM ${await schemaOf(client, 'dead_letters')}.dead_letters WHERE id = ANY($1)`,
      [ids],
    ),
  );
  return new Map(rows.map(({ id, digest }) => [id, digest]));
}
