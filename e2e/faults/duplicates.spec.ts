import { connectKafka, KafkaAppender } from '@shop/log-kafka';
import { deadLetterHeaders, type NewRecord } from '@shop/log-core';
import type { TopicName } from '../src/support/log.ts';
import { randomOf, tell } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { dumpReadModel } from './support/read-model.ts';
import { readModelsOf, shopAgrees } from './support/whole-shop.ts';

/** Topics of events, of which some records are repeated. */
const EVENTS = ['basket_events', 'orders', 'reviews', 'reviews_clean', 'alert_events'] as const;
/** Topics of rows, of which everything from an older position on is repeated, as Connect does after a crash. */
const ROWS = ['users', 'products', 'order_contacts'] as const;

/** Columns that say when or where a row arrived last: what a repetition changes by its nature. */
const OF_ARRIVAL = ['arrived_at', 'written_at', 'record_offset', 'partition'];

test('one record in ten repeated, rows replayed from an older position: every read model is as before', async ({
  shop,
  log,
}) => {
  await shopAgrees(shop, log);
  const places = await readModelsOf(shop);
  const dumps = () => Promise.all(places.map((place) => dumpReadModel(place, OF_ARRIVAL)));
  const before = await dumps();

  // A repetition of what nobody understands is one more dead letter, and rightly so.
  const bad = new Set(
    (await log.records('dead_letters')).map(({ headers }) =>
      [deadLetterHeaders.topic, deadLetterHeaders.partition, deadLetterHeaders.offset]
        .map((name) => headers[name])
        .join('/'),
    ),
  );
  const random = randomOf(7);
  const again = async (topic: TopicName, chosen: (index: number, of: number) => boolean): Promise<NewRecord[]> => {
    const records = (await log.records(topic)).filter(
      ({ partition, offset }) => !bad.has(`${topic}/${partition}/${offset}`),
    );
    // Within a partition in their order, as a producer or Connect repeats them.
    return records
      .filter((_, index) => chosen(index, records.length))
      .map(({ key, bytes, headers, partition }) => ({ topic, key, value: bytes, headers, partition }));
  };
  const events = await Promise.all(EVENTS.map((topic) => again(topic, () => random() < 0.1)));
  const rows = await Promise.all(ROWS.map((topic) => again(topic, () => true)));
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  try {
    for (const records of [...events, ...rows])
      for (let at = 0; at < records.length; at += 2_000) await appender.append(records.slice(at, at + 2_000));
  } finally {
    await appender.close();
    await kafka.close();
  }

  const agreed = await shopAgrees(shop, log);
  const after = await dumps();
  const changed = places.filter((_, index) => after[index]?.sha256 !== before[index]?.sha256);
  expect(changed.map(({ url, projection }) => `${projection} in ${new URL(url).pathname}`)).toEqual([]);
  tell(
    `7 duplicates: ${events.flat().length} events repeated, ${rows.flat().length} rows replayed; ${places.length} read models ` +
      `have the same sha256 as before; ${agreed}`,
  );
});
