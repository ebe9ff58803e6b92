import type { Shop } from '../src/support/shop.ts';
import { until } from '../../tools/testing/until.ts';
import { cutOrFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { allAre, LOG_SERVICES, pidsOf } from './support/health.ts';
import { heapAfterCollection } from './support/heap.ts';
import { Shoppers } from './support/shoppers.ts';
import { takesConnections } from './support/tcp.ts';
import { shopAgrees } from './support/whole-shop.ts';

const GUESTS = 6;

/** Resolves when another process than before takes connections as the broker. */
function brokerAnswers(shop: Shop, before: number): Promise<unknown> {
  return until(
    'the broker to be back',
    async () => {
      const { pid, port } = shop.process('kafka');
      return pid !== before && (await takesConnections(port));
    },
    120_000,
  );
}

const heaps = async (shop: Shop) => Promise.all(LOG_SERVICES.map((name) => heapAfterCollection(shop, name)));

test('the broker is killed again and again under load: nothing acknowledged is lost, nobody has to restart', async ({
  shop,
  log,
}) => {
  const shoppers = new Shoppers(shop.url).start(GUESTS);
  await until('the shop to be busy', () => shoppers.acknowledged.length > 50);
  const [pids, before] = [pidsOf(shop, LOG_SERVICES), await heaps(shop)];
  const [again, ready] = [new Times(), new Times()];
  const kills = cutOrFull(2, 10);
  for (let kill = 0; kill < kills; kill++) {
    const enough = shoppers.acknowledged.length + Math.floor(Math.random() * 40);
    await until('the shop to be busy', () => shoppers.acknowledged.length > enough, 60_000);
    const pid = await shop.kill('kafka');
    await brokerAnswers(shop, pid);
    const [began, acknowledged] = [performance.now(), shoppers.acknowledged.length];
    await until('a command to be acknowledged', () => shoppers.acknowledged.length > acknowledged + GUESTS, 60_000);
    again.add(performance.now() - began);
    await allAre(shop, LOG_SERVICES, true);
    ready.add(performance.now() - began);
  }
  await shoppers.stop();
  expect(pidsOf(shop, LOG_SERVICES)).toEqual(pids);
  const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
  const agreed = await shopAgrees(shop, log);
  const after = await heaps(shop);
  for (const [index, heap] of after.entries()) expect(heap).toBeLessThan((before[index] ?? 0) * 1.5 + 20);
  tell(
    `3 broker: killed ${kills} times; ${effects}; ${agreed}; after it answered, commands went on in ${again}, ` +
      `all services ready in ${ready}, none restarted; 503 after ${shoppers.refusals}; ` +
      `heap after collection ${before.join('/')} MB before, ${after.join('/')} MB after (${LOG_SERVICES.join('/')})`,
  );
});

test('the broker is away: commands are refused in time, services live and wait, even those that start', async ({
  shop,
  log,
}) => {
  const shoppers = new Shoppers(shop.url).start(GUESTS);
  await until('the shop to be busy', () => shoppers.acknowledged.length > 20);
  const before = await heaps(shop);
  const kafka = shop.process('kafka').pid;
  await shop.cut('kafka');
  const since = performance.now();
  const awayMs = cutOrFull(12_000, 180_000);
  try {
    const refused = shoppers.answers.of('503');
    await until('commands to be refused', () => shoppers.answers.of('503') > refused + GUESTS);
    // Two that have to start while there is nothing to start from.
    const killed = [await shop.kill('basket-api'), await shop.kill('notifier')];
    await until('the two to be started again', () => !killed.includes(shop.process('notifier').pid), 60_000);
    await allAre(shop, LOG_SERVICES, false);
    const pids = pidsOf(shop, LOG_SERVICES);
    await until('the outage to be long enough', () => performance.now() - since > awayMs, awayMs + 1_000);
    await allAre(shop, LOG_SERVICES, false);
    shop.letGo('kafka');
    await brokerAnswers(shop, kafka);
    const [began, acknowledged] = [performance.now(), shoppers.acknowledged.length];
    await until('commands to be acknowledged', () => shoppers.acknowledged.length > acknowledged + GUESTS, 60_000);
    const again = performance.now() - began;
    await allAre(shop, LOG_SERVICES, true);
    const ready = performance.now() - began;
    expect(pidsOf(shop, LOG_SERVICES), 'nobody may need a restart').toEqual(pids);
    await shoppers.stop();
    const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
    const agreed = await shopAgrees(shop, log);
    const after = await heaps(shop);
    for (const [index, heap] of after.entries()) expect(heap).toBeLessThan((before[index] ?? 0) * 1.5 + 20);
    tell(
      `3 broker away for ${Math.round(awayMs / 1_000)} s: answers ${shoppers.answers}, 503 after ${shoppers.refusals}; ${effects}; ` +
        `${agreed}; after it answered, commands went on in ${Math.round(again)} ms, all ready in ${Math.round(ready)} ms, two of them ` +
        `started without a broker; heap after collection ${before.join('/')} MB before, ${after.join('/')} MB after`,
    );
  } finally {
    shop.letGo('kafka');
  }
});
