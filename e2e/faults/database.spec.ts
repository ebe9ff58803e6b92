import { connectKafka, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import type { Caller } from '../src/support/caller.ts';
import type { Shop } from '../src/support/shop.ts';
import { until } from '../../tools/testing/until.ts';
import { superuserOf } from './support/arena.ts';
import { cutOrFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { allAre, DATABASE_SERVICES, pidsOf } from './support/health.ts';
import { asking } from './support/read-model.ts';
import { Shoppers } from './support/shoppers.ts';
import { Story } from './support/story.ts';
import { shopAgrees } from './support/whole-shop.ts';

const GROUPS = [
  'basket-api.baskets',
  'review-api.reviews',
  'notifier.alerts',
  'catalogue-api.catalogue',
  'ops-api.sales',
];

/** Who is in these consumer groups, by Kafka's own ids. */
async function membersOf(kafka: KafkaClient): Promise<string[]> {
  const { groups } = await kafka.ask((admin) => admin.describeGroups(GROUPS));
  return groups.flatMap(({ groupId, members }) => members.map(({ memberId }) => `${groupId} ${memberId}`)).sort();
}

const answersAgain = (shop: Shop) =>
  until('PostgreSQL to answer', () => asking(superuserOf(shop), (client) => client.query('SELECT 1')), 120_000);

test('PostgreSQL is killed, then away: readers wait in their groups and catch up', async ({
  shop,
  log,
  ops,
  startLoad,
}) => {
  const kafka = connectKafka({ brokers: shop.run.kafka, clientId: 'faults' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 30_000 });
  const story = new Story(4);
  let appended = 0;
  const load = startLoad(100, async () => void (appended += (await appender.append(story.basketEvents(30))).length));
  const shoppers = new Shoppers(shop.url).start(4);
  await until('the shop to be busy', () => shoppers.acknowledged.length > 20);
  const [members, pids] = [await membersOf(kafka), pidsOf(shop, DATABASE_SERVICES)];
  expect(members.length).toBeGreaterThanOrEqual(GROUPS.length);
  const ready = new Times();

  const kills = cutOrFull(1, 3);
  for (let kill = 0; kill < kills; kill++) {
    const pid = await shop.kill('postgres');
    await until('PostgreSQL to be started again', () => shop.process('postgres').pid !== pid, 120_000);
    await answersAgain(shop);
    const began = performance.now();
    await allAre(shop, DATABASE_SERVICES, true);
    ready.add(performance.now() - began);
  }

  const awayMs = cutOrFull(12_000, 120_000);
  await shop.cut('postgres');
  const since = performance.now();
  try {
    await allAre(shop, DATABASE_SERVICES, false);
    await until('the outage to be long enough', () => performance.now() - since > awayMs, awayMs + 1_000);
    expect(await membersOf(kafka), 'readers keep their membership').toEqual(members);
  } finally {
    shop.letGo('postgres');
  }
  await answersAgain(shop);
  const began = performance.now();
  await allAre(shop, DATABASE_SERVICES, true);
  ready.add(performance.now() - began);
  const acknowledged = shoppers.acknowledged.length;
  await until('commands to be acknowledged', () => shoppers.acknowledged.length > acknowledged + 4, 60_000);
  await load.stop();
  await shoppers.stop();
  const agreed = await shopAgrees(shop, log);
  const caughtUp = performance.now() - began;
  const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
  expect(await membersOf(kafka)).toEqual(members);
  expect(pidsOf(shop, DATABASE_SERVICES)).toEqual(pids);
  // Change data capture lives on the same server: it goes on, too.
  await changeArrives(ops, shop.account('shopper').email);
  await appender.close();
  await kafka.close();
  tell(
    `4 PostgreSQL: killed ${kills} times, then away for ${Math.round(awayMs / 1_000)} s; ${members.length} members of ${GROUPS.length} groups ` +
      `stayed, no process restarted; ${appended} events appended meanwhile; ${effects}; answers: ${shoppers.answers}; ${agreed} ` +
      `${Math.round(caughtUp)} ms after it was back; services ready in ${ready}; a change of a row captured afterwards`,
  );
});

/** Changes a customer and waits for the change to come by way of change data capture. */
async function changeArrives(ops: Caller, email: string): Promise<void> {
  const { items } = await ops.ask<{ items: { userId: string }[] }>('findCustomers', { query: { q: email } });
  const userId = items[0]?.userId ?? '';
  const status = (await ops.customer(userId))?.loyaltyStatus === 'Gold' ? 'Silver' : 'Gold';
  await ops.changeLoyalty(userId, status);
  await expect.poll(async () => (await ops.customer(userId))?.loyaltyStatus, { timeout: 120_000 }).toBe(status);
}
