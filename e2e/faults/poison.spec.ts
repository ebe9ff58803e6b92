import { KafkaAppender, connectKafka } from '@shop/log-kafka';
import type { Position } from '@shop/topics';
import { consoleProducer } from '../src/support/kafka-tools.ts';
import { until } from '../../tools/testing/until.ts';
import { cutOrFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { CODES, type Kind, KINDS, poison } from './support/poison.ts';
import { asking, checkpointsOf, schemaOf } from './support/read-model.ts';
import { Story } from './support/story.ts';
import { shopAgrees } from './support/whole-shop.ts';

/** Who puts away what can't be understood, by topic. */
const READERS = {
  basket_events: ['basket-api.baskets', 'basket-api.order-placer', 'ops-api.baskets', 'ops-api.sales'],
  reviews: ['review-pipeline.clean'],
  users: [
    'basket-api.forgetter',
    'notifier.customers',
    'notifier.forgetter',
    'ops-api.customers',
    'review-api.authors',
    'review-pipeline.enrich',
  ],
} as const;
const TYPES = { basket_events: 'ItemAdd', reviews: 'ReviewPosted', users: 'no type' } as const;

/** How many good records there are to one bad one. */
const GOOD_TO_BAD = 99;

test('one poisoned record in a hundred: each is put away with its bytes, and nothing stalls', async ({ shop, log }) => {
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  const story = new Story(2);
  const gaps = new Times();
  const bad = new Map<string, { kind: Kind; topic: keyof typeof READERS; hex: string | null }>();
  const rounds = cutOrFull(15, 100);
  const baskets = { url: shop.run.postgres['basket'] ?? '', projection: 'baskets' };
  for (let round = 0; round < rounds; round++) {
    const topic = (['basket_events', 'reviews', 'users'] as const)[round % 3] as keyof typeof READERS;
    const drawn = KINDS[Math.floor(round / 3) % KINDS.length] as Kind;
    // In `users` null is a tombstone, and rows have no type: these two mean nothing there.
    const kind = topic === 'users' && (drawn === 'null' || drawn === 'unknown type') ? 'wrong shape' : drawn;
    const record = poison(topic, kind, TYPES[topic]);
    const good = story.basketEvents(GOOD_TO_BAD);
    const positions = await appender.append([...good.slice(0, 50), record, ...good.slice(50)]);
    const at = positions[50] as Position;
    const hex = record.value === null ? null : Buffer.from(record.value as string | Uint8Array).toString('hex');
    bad.set(`${at.topic}:${at.partition}:${at.offset}`, { kind, topic, hex });
    gaps.add(await longestStall(positions, () => checkpointsOf(baskets)));
  }
  await appender.close();
  await kafka.close();

  const expected = [...bad].flatMap(([place, { topic, kind, hex }]) =>
    READERS[topic].map((reader) => ({ id: `${place}:${reader}`, code: CODES[kind], bytes: hex })),
  );
  const ids = expected.map(({ id }) => id);
  const letters = await until('all dead letters', async () => {
    const found = await asking(shop.run.postgres['ops'] ?? '', async (client) =>
      client.query(
        `SELECT id, code, encode(bytes, 'hex') AS bytes
         FROM ${await schemaOf(client, 'dead_letters')}.dead_letters WHERE id = ANY($1)`,
        [ids],
      ),
    );
    return found.rows.length >= expected.length && found.rows;
  });
  expect(byId(letters)).toEqual(byId(expected));
  const agreed = await shopAgrees(shop, log);
  tell(
    `6 poison: ${bad.size} bad among ${rounds * GOOD_TO_BAD} good, ${letters.length} dead letters by ${Object.values(READERS).flat().length} readers, ` +
      `bytes and positions equal; ${agreed}; longest stall of a batch ${gaps}`,
  );
});

test("records in every codec of Kafka's own producer are read, bad ones put away", async ({ shop, ops }) => {
  const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
  let letters = 0;
  for (const codec of codecs) {
    // Long enough that compressing pays, so that the batch really is compressed.
    const words = `not json ${codec} `.repeat(200);
    await consoleProducer(shop.run.kafka, 'reviews', codec, [words, words]);
    const found = () => ops.deadLettersOf(words);
    await expect.poll(found).toHaveLength(2);
    letters += (await found()).length;
  }
  tell(`6 codecs: ${codecs.join(', ')}; ${letters} dead letters, no reader stopped`);
});

/** The longest time for which a read model did not move on while it had something to read, in milliseconds. */
async function longestStall(
  positions: readonly Position[],
  checkpoints: () => Promise<ReadonlyMap<string, number>>,
): Promise<number> {
  const wanted = positions.filter(({ topic }) => topic === 'basket_events');
  let [moved, longest, last] = [performance.now(), 0, -1];
  await until('the baskets to be applied', async () => {
    const at = await checkpoints();
    const behind = wanted.filter((each) => (at.get(`${each.topic}/${each.partition}`) ?? 0) <= Number(each.offset));
    if (behind.length !== last) {
      longest = Math.max(longest, performance.now() - moved);
      [moved, last] = [performance.now(), behind.length];
    }
    return behind.length === 0;
  });
  return longest;
}

function byId<T extends { id: string }>(letters: readonly T[]): T[] {
  return [...letters].sort((a, b) => (a.id < b.id ? -1 : 1));
}
