import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alertsProjection, customersProjection as alertCustomers, notesProjection } from '@shop/alert-projections';
import { basketsProjection, ordersProjection, productsProjection, salesProjection } from '@shop/basket-projections';
import { catalogueProjection } from '@shop/catalogue-projections';
import { deadLetterHeaders, OUTPUT_TOO_LARGE, sentBackHeaders } from '@shop/log-core';
import { decodeKey, decoderOf, Undecodable } from '@shop/log-kafka';
import { feed, openDatabase, ReadModel, temporaryDatabase, type FedRecord, type Projection } from '@shop/log-postgres';
import { customersProjection, deadLettersProjection, securityEventsProjection } from '@shop/ops-projections';
import {
  authorsProjection,
  productsProjection as reviewProducts,
  reviewsProjection,
  shopRatingProjection,
} from '@shop/review-projections';
import { clean, enrich, filter } from '@shop/review-pipeline-topology';
import { TestDriver, type SeenRecord } from '@shop/streams-topology';
import { readersOfKind, topics, type CloudEvent, type EventTypes, type Topic, type TopicName } from '@shop/topics';
import { choosingBy, extremeOf, type Choose } from '@shop/topics/testing';
import fc from 'fast-check';

const RECORDS = 30;
const RUNS = 2;

/** What each reader with a read model keeps. */
const projections: Readonly<Record<string, Projection>> = {
  'basket-api.baskets': basketsProjection,
  'basket-api.orders': ordersProjection,
  'basket-api.products': productsProjection,
  'review-api.reviews': reviewsProjection,
  'review-api.authors': authorsProjection,
  'review-api.products': reviewProducts,
  'notifier.alerts': alertsProjection,
  'notifier.customers': alertCustomers,
  'notifier.notes': notesProjection,
  'catalogue-api.catalogue': catalogueProjection,
  'ops-api.sales': salesProjection,
  'ops-api.baskets': basketsProjection,
  'ops-api.ratings': shopRatingProjection,
  'ops-api.alerts': alertsProjection,
  'ops-api.customers': customersProjection,
  'ops-api.dead-letters': deadLettersProjection,
  'ops-api.security-events': securityEventsProjection,
};

/** Keys that anybody may give a record, of few so that records meet. */
const KEYS = ['', 'x', 'bread', 'z'.repeat(64), '\u{1f600}'.repeat(200), '"'.repeat(200), '\\N', '__proto__', '\n'];

const value = (topic: Topic, choose: Choose, unique: string): unknown => {
  const { content } = topic;
  if (content.kind === 'rows') return choose([0, 0, 0, 1]) ? null : extremeOf(content.schema, choose);
  if (content.kind === 'bytes') return null;
  const event = extremeOf(choose(versionsOf(content.events)).schema, choose) as CloudEvent;
  // An event that was applied before changes nothing: most have an id of their own.
  return choose([true, true, true, false]) ? { ...event, id: unique } : event;
};

const versionsOf = (types: EventTypes) => Object.values(types).flatMap(({ versions }) => versions);

/** Headers of dead letters as anybody may write them. */
const headersOf = (choose: Choose): Record<string, string> =>
  Object.fromEntries(
    [
      ...Object.values(deadLetterHeaders),
      ...Object.values(sentBackHeaders).map((name) => deadLetterHeaders.original + name),
    ]
      .filter(() => choose([true, true, false]))
      .map((name) => [name, choose(['', '0', '9'.repeat(15), '9'.repeat(400), 'reviews', '\u{1f600}'.repeat(500)])]),
  );

/** Numbers that records are made by: what fails is told by them, because the records are large. */
const seeds = () => fc.array(fc.nat(), { minLength: RECORDS / 2, maxLength: RECORDS });

/** Records of a topic that its schema allows, at the edges of what it allows. */
const records = (name: TopicName, by: readonly number[]) =>
  by.map((seed, index) => recordOf(topics[name], choosingBy(seed), `${index}-${seed}`));

function recordOf(topic: Topic, choose: Choose, unique: string): FedRecord {
  const said = value(topic, choose, unique);
  const timestamp = choose([0, 1_764_239_400_000, 253_402_300_799_999]);
  const record = { key: choose(KEYS), timestamp };
  if (topic.content.kind === 'bytes')
    return { ...record, content: { kind: 'bytes' }, headers: headersOf(choose), bytes: Buffer.from(choose(KEYS)) };
  const content = decoderOf(topic)(said === null ? null : Buffer.from(JSON.stringify(said)));
  if (content instanceof Undecodable) throw new Error(`${content.message}: ${JSON.stringify(said).slice(0, 2_000)}`);
  return { ...record, content };
}

describe('records at the edges of what schemas allow', () => {
  let temporary: Awaited<ReturnType<typeof temporaryDatabase>>;
  let database: ReturnType<typeof openDatabase>;

  beforeAll(async () => {
    temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
    database = openDatabase({ url: temporary.url, application: 'test' });
  });
  afterAll(async () => {
    await database.close();
    await temporary.drop();
  });

  test('are tried with every reader that has a read model', () => {
    expect(Object.keys(projections).sort()).toEqual(readersOfKind('projection').sort());
  });

  test.each(Object.entries(projections))(
    'are all applied by %s: none is put away, and none stops it',
    async (reader, projection) => {
      const model = new ReadModel(database, { ...projection, name: reader.replace(/\W/g, '_') });
      for (const topic of projection.topics)
        await fc.assert(
          // What is put away rejects, as the failure of a handler does.
          fc.asyncProperty(
            seeds(),
            async (by) => void (await feed(model, records(topic as TopicName, by), { topic, times: 1 })),
          ),
          { numRuns: RUNS, endOnFailure: true },
        );
    },
    60_000,
  );

  test('go through the topologies: nothing is too large, and all that comes out is understood', () => {
    fc.assert(
      fc.property(seeds(), (by) => {
        const driver = new TestDriver([clean, enrich, filter], { decode, deriveId: derived });
        const append = (topic: TopicName) => {
          // What has no key waits for nobody: the task puts its own entry away.
          for (const { key, content } of records(topic, by)) driver.append(topic, key || 'x', contentOf(content));
        };
        // Reviews wait for their author, in memory and in what is restored.
        for (const topic of ['reviews', 'reviews_clean', 'enriched_reviews', 'review_pipeline_waiting'] as const)
          append(topic);
        driver.restart().run();
        append('users');
        driver.run().restart().run();
        for (const name of ['reviews_clean', 'enriched_reviews', 'unhappy_vips', 'review_pipeline_waiting'] as const)
          for (const record of driver.read(name)) expect(undecodable(name, record)).toBeUndefined();
        const codes = driver.read('dead_letters').map(({ headers }) => headers[deadLetterHeaders.code]);
        expect(codes).not.toContain(OUTPUT_TOO_LARGE);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 60_000);
});

/** As the runtime derives ids: of one length. */
const derived = (cause: string, type: string) => createHash('sha256').update(`${cause} ${type}`).digest('hex');

function contentOf(content: FedRecord['content']): unknown {
  return content.kind === 'event' ? content.event : content.kind === 'row' ? content.row : null;
}

function undecodable(name: TopicName, { value: said }: SeenRecord): Undecodable | undefined {
  const content = decoderOf(topics[name])(said === null ? null : Buffer.from(JSON.stringify(said)));
  return content instanceof Undecodable ? content : undefined;
}

/** As the runner understands records. */
const decode: NonNullable<ConstructorParameters<typeof TestDriver>[1]>['decode'] = (raw, topic) => {
  const { topic: name, partition, offset, timestamp } = raw;
  const content = decoderOf(topic)(raw.value);
  const key = decodeKey(raw.key && Buffer.from(raw.key));
  if (content instanceof Undecodable) return { raw, code: content.code, message: content.message };
  if (key instanceof Undecodable) return { raw, code: key.code, message: key.message };
  return { topic: name, partition, offset, timestamp, key, content, raw };
};
