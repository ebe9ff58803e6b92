import type { ReaderInfo } from '@shop/api';
import { readersOfKind } from '@shop/topics';
import { until } from '../../tools/testing/until.ts';
import { expect, test } from './support/fixtures.ts';
import type { Log, TopicName } from './support/log.ts';
import { hasRead, uniqueWords } from './support/people.ts';
import type { Caller } from './support/caller.ts';
import type { Shop } from './support/shop.ts';

/** What is answered from each read-model database, asked for by whoever may. */
type Question = (ops: Caller, basketId: string) => Promise<unknown>;

const ask =
  (name: Parameters<Caller['ask']>[0], input: Parameters<Caller['ask']>[1] = {}): Question =>
  (ops) =>
    ops.ask(name, input);

const readModels: readonly { app: string; database: string; questions: readonly Question[] }[] = [
  {
    app: 'basket-api',
    database: 'basket',
    questions: [
      (guest, id) => guest.basket(id),
      (guest, id) => guest.basketEvents(id),
      (guest) => guest.ask('listOrders'),
    ],
  },
  {
    app: 'review-api',
    database: 'review',
    questions: ['bread', 'baked-beans', 'bananas'].map((sku) =>
      ask('listReviews', { params: { sku }, query: { limit: 100 } }),
    ),
  },
  {
    app: 'catalogue-api',
    database: 'catalogue',
    questions: [
      ask('listProducts', { query: { limit: 100 } }),
      ask('listProducts', { query: { q: 'beans', sort: 'rating' } }),
      ask('getProduct', { params: { sku: 'bread' } }),
    ],
  },
  { app: 'notifier', database: 'notifier', questions: [ask('listAlerts', { query: { limit: 100 } })] },
  {
    app: 'ops-api',
    database: 'ops',
    questions: [
      ask('getFigures'),
      ask('listSales', { query: { limit: 100 } }),
      ask('listDeadLetters', { query: { limit: 100 } }),
      ask('findCustomers', { query: { limit: 100 } }),
    ],
  },
];

for (const { app, database, questions } of readModels)
  test(`the read models of ${app} come back from the log`, async ({ shop, ops, log }) => {
    const id = await ops.openBasket();
    await ops.addItem(id, 'bread', 2);
    await ops.addItem(id, 'baked-beans');
    await ops.removeItem(id, 'baked-beans');
    const { orderId } = await ops.checkOut(id);
    const written = [await lastOf(log, 'basket_events', id), await lastOf(log, 'orders', orderId)];
    await caughtUp(ops, app, written);
    const answers = () => Promise.all(questions.map((question) => question(ops, id)));
    const saved = await answers();
    await empty(shop, database);
    const before = await shop.kill(app);
    await shop.back(app, before);
    await expect.poll(() => answers().catch(String), { timeout: 60_000 }).toEqual(saved);
  });

test('with its projection stopped a basket command is recorded, not applied', async ({ guest, ops, log }) => {
  const reader = 'basket-api.baskets';
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread');
  const before = await guest.basket(id);
  await ops.ask('pauseReader', { params: { name: reader } });
  try {
    await expect.poll(async () => (await ops.reader(reader)).state).toBe('paused');
    const answer = await guest.send('addItem', { params: { id }, body: { sku: 'baked-beans', quantity: 1 } });
    expect(answer.status()).toBe(202);
    const { position } = await answer.json();
    const [record] = await log.records(
      'basket_events',
      ({ partition, offset }) => partition === position.partition && String(offset) === position.offset,
    );
    expect(record?.key).toBe(id);
    expect(JSON.parse(record?.text ?? '')).toMatchObject({ type: 'ItemAdd', data: { sku: 'baked-beans' } });
    expect(await guest.basket(id)).toEqual(before);
  } finally {
    await ops.ask('resumeReader', { params: { name: reader } });
  }
  await expect.poll(async () => (await guest.basket(id)).lines.length).toBe(2);
});

test('every app process is killed with a review in flight: one alert, nothing acknowledged is lost', async ({
  people,
  shop,
  ops,
  log,
}) => {
  test.setTimeout(240_000);
  const vip = await people.register('Kim Kill', 'Platinum');
  const apps = ['review-api', 'review-pipeline', 'notifier', 'catalogue-api', 'basket-api', 'ops-api', 'gateway'];
  for (const app of [...apps, 'backoffice-api'])
    await test.step(app, async () => {
      const basketId = await vip.api.openBasket();
      const words = uniqueWords(`While ${app} is killed.`);
      const review = insisting(() => vip.api.send('postReview', reviewOf('bread', words)));
      const added = insisting(() => vip.api.send('addItem', addOf(basketId)));
      const before = await shop.kill(app);
      await Promise.all([review, added]);
      await shop.back(app, before);
      await expect.poll(() => ops.alertsAbout(words).catch(() => []), { timeout: 60_000 }).toHaveLength(1);
      for (const topic of ['reviews_clean', 'enriched_reviews', 'unhappy_vips'] as const)
        expect(await log.containing(topic, words), topic).toHaveLength(1);
      const [alert] = await ops.alertsAbout(words);
      expect(await log.records('alert_events', ({ key }) => key === alert?.alertId)).toHaveLength(1);
      await expect
        .poll(async () =>
          (await vip.api.basket(basketId).catch(() => undefined))?.lines.map(({ quantity }) => quantity),
        )
        .toEqual([1]);
    });
});

test('Connect is killed: seen, started again, nothing lost', async ({ people, shop, ops }) => {
  const cora = await people.register('Cora Connect');
  const before = await shop.kill('connect');
  await ops.changeLoyalty(cora.user.userId, 'Platinum');
  await shop.back('connect', before);
  await expect
    .poll(async () => (await ops.customer(cora.user.userId))?.loyaltyStatus, { timeout: 90_000 })
    .toBe('Platinum');
  const { position } = (await ops.customer(cora.user.userId))!;
  await hasRead(ops, 'review-pipeline.enrich', position);
  const words = uniqueWords('After Connect was away.');
  await cora.api.postReview('bread', 1, words);
  await expect.poll(() => ops.alertsAbout(words)).toHaveLength(1);
});

/** Where a record stands. */
interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** The last record of a key, once there is one. */
async function lastOf(log: Log, topic: TopicName, key: string): Promise<Place> {
  const last = await until(`${key} in ${topic}`, async () =>
    (await log.records(topic, (record) => record.key === key)).at(-1),
  );
  return { ...last, topic };
}

/** Resolves when every reader of an app has read everything, these records included: what is known is a second old. */
async function caughtUp(ops: Caller, app: string, records: readonly Place[]): Promise<void> {
  await expect
    .poll(async () => {
      const { items } = await ops.ask<{ items: ReaderInfo[] }>('listReaders');
      const behind = ({ topic, partition, position }: ReaderInfo['partitions'][number]) =>
        records.some((at) => at.topic === topic && at.partition === partition && (position ?? 0) <= at.offset);
      // A fold keeps its position in memory: nobody else knows it.
      const folds = readersOfKind('fold');
      return items
        .filter(({ name }) => !folds.includes(name))
        .filter((reader) => reader.app === app && (reader.lag !== 0 || reader.partitions.some(behind)))
        .map(({ name }) => name);
    })
    .toEqual([]);
}

/** Empties every table of an app's database: rows, journals, checkpoints, pointers. */
async function empty(shop: Shop, database: string): Promise<void> {
  const tables = await shop.sql<{ name: string }>(
    database,
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(0);
  await shop.sql(database, `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
}

/** Repeats a command with the same key until it is acknowledged, as a client does whose connection broke. */
async function insisting(send: () => ReturnType<Caller['send']>): Promise<void> {
  await expect(async () => expect((await send()).status()).toBeLessThan(300)).toPass({ timeout: 60_000 });
}

/** A bad review with a key of its own. */
function reviewOf(sku: string, text: string) {
  return { params: { sku }, body: { rating: 1, text }, headers: { 'Idempotency-Key': text } };
}

/** One loaf for a basket. */
function addOf(id: string) {
  return { params: { id }, body: { sku: 'bread', quantity: 1 }, headers: { 'Idempotency-Key': `add ${id}` } };
}
