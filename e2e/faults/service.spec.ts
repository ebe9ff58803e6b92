import { uniqueWords } from '../src/support/people.ts';
import { Caller } from '../src/support/caller.ts';
import { cutOrFull, isFull } from './support/extent.ts';
import { tell, Times } from './support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { Shoppers } from './support/shoppers.ts';
import { Story } from './support/story.ts';
import { startVictim } from './support/victim.ts';
import { shopAgrees } from './support/whole-shop.ts';
import { until } from '../../tools/testing/until.ts';

/** Guests who shop at the same time. */
const GUESTS = 6;

test('basket-api is killed under load: one effect per key, no acknowledged command lost', async ({ shop, log }) => {
  const shoppers = new Shoppers(shop.url).start(GUESTS);
  const back = new Times();
  const kills = cutOrFull(3, 8);
  for (let kill = 0; kill < kills; kill++) {
    const before = shoppers.acknowledged.length;
    // In full swing again, and then at a moment that nobody chose.
    const enough = before + 20 + Math.floor(Math.random() * 60);
    await until('the shop to be busy', () => shoppers.acknowledged.length > enough, 60_000);
    const pid = await shop.kill('basket-api');
    const began = performance.now();
    await shop.back('basket-api', pid);
    back.add(performance.now() - began);
  }
  await shoppers.stop();
  const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
  const agreed = await shopAgrees(shop, log);
  tell(
    `2 basket-api: killed ${kills} times under ${GUESTS} guests; ${effects}; answers: ${shoppers.answers}; ${agreed}; ` +
      `ready again after ${back} (back-off of the launcher included)`,
  );
});

test('services are asked to end under load: drained in order, and nothing comes twice', async ({
  shop,
  log,
  ops,
  playwright,
}) => {
  const shoppers = new Shoppers(shop.url).start(GUESTS);
  const request = await playwright.request.newContext({ baseURL: shop.url });
  const vip = new Caller(request);
  await vip.signIn(shop.account('vip'));
  const drained = new Times();
  const words: string[] = [];
  const more = isFull ? ['review-api', 'catalogue-api', 'ops-api', 'gateway'] : [];
  const apps = ['basket-api', 'review-pipeline', 'notifier', ...more];
  for (const app of apps) {
    const text = uniqueWords(`While ${app} is asked to end.`);
    words.push(text);
    const posted = expect(async () => {
      const headers = { 'Idempotency-Key': text };
      const sent = await vip.send('postReview', { params: { sku: 'bread' }, body: { rating: 1, text }, headers });
      expect(sent.status()).toBeLessThan(300);
    }).toPass();
    const [since, began] = [new Date(), performance.now()];
    const pid = await shop.end(app);
    drained.add(performance.now() - began);
    const said = shop.logged(app, since);
    expect(said, `${app} has to drain by itself`).toContain('"stopped"');
    expect(said).not.toContain('draining takes too long');
    await posted;
    await shop.back(app, pid);
  }
  await shoppers.stop();
  for (const text of words) {
    await expect.poll(async () => (await ops.alertsAbout(text).catch(() => [])).length).toBe(1);
    for (const topic of ['reviews', 'reviews_clean', 'enriched_reviews', 'unhappy_vips', 'alert_events'] as const)
      expect((await log.containing(topic, text)).length, `${topic}: ${text}`).toBe(1);
  }
  await request.dispose();
  const effects = shoppers.oneEffectPerKey(await log.records('basket_events'));
  const agreed = await shopAgrees(shop, log);
  tell(
    `10 SIGTERM: ${apps.length} services ended under load, drained in ${drained}; ${words.length} reviews once in each of 5 topics; ` +
      `${effects}; answers: ${shoppers.answers}; ${agreed}`,
  );
});

test('a reader with an effect outside is asked to end: its heir is given nothing twice', async ({
  arena,
  startLoad,
}) => {
  const story = new Story(10);
  let appended = 0;
  const load = startLoad(20, async () => {
    const records = story.basketEvents(50);
    await arena.append(records);
    appended += records.length;
  });
  const [delivered, drained] = [[] as string[], new Times()];
  const note = (line: string) => void (line.startsWith('delivered ') && delivered.push(line));
  const rounds = cutOrFull(4, 15);
  for (let round = 0; round < rounds; round++) {
    const victim = startVictim('deliverer', arena.env, note);
    const before = delivered.length;
    await until('records to be delivered', () => delivered.length > before + Math.random() * 400, 60_000);
    const began = performance.now();
    victim.signal('SIGTERM');
    expect(await victim.ended).toBe(0);
    drained.add(performance.now() - began);
  }
  await load.stop();
  const last = startVictim('deliverer', arena.env, note);
  await until('everything to be delivered', () => new Set(delivered).size >= appended);
  last.signal('SIGTERM');
  await last.ended;
  const records = await arena.read('basket_events');
  expect(delivered.length).toBe(records.length);
  expect(new Set(delivered).size).toBe(records.length);
  tell(`10 deliveries: ${rounds} times asked to end, drained in ${drained}; ${records.length} records delivered once`);
});
