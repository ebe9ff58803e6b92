import { topics } from '@shop/topics';
import { ProductPage } from './pages/product-page.ts';
import { expect, test } from './support/fixtures.ts';
import { consoleConsumer } from './support/kafka-tools.ts';
import type { TopicName } from './support/log.ts';
import { uniqueWords } from './support/people.ts';

test("Kafka's own tool shows a VIP's bad review once in each topic", async ({ people, shop, ops }) => {
  const vip = await people.register('Kay Kafka', 'Platinum');
  const product = new ProductPage(await vip.context.newPage());
  const words = uniqueWords('The crust is gone.');
  await product.open('bread');
  await product.review(1, words);
  await expect.poll(() => ops.alertsAbout(words)).toHaveLength(1);
  const names = ['reviews', 'reviews_clean', 'enriched_reviews', 'unhappy_vips'] as const;
  const printed = await Promise.all(names.map((topic) => consoleConsumer(shop.run.kafka, topic)));
  const found = printed.map((lines) => lines.filter((line) => line.includes(words)));
  const [{ reviewId } = { reviewId: '' }] = await ops.alertsAbout(words);
  const keys = found.map((lines) => lines.map((line) => line.split('\t')[0]));
  expect(keys).toEqual([[reviewId], [vip.user.userId], [vip.user.userId], [vip.user.userId]]);
});

test('no password hash and no stray email address is anywhere', async ({ people, guest, shop, log }) => {
  const nora = await people.register('Nora Noted', 'Platinum');
  await nora.api.postReview('bread', 2, uniqueWords('Meh.'));
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread');
  await guest.checkOut(id);
  // Wrong on purpose: what was refused is logged, too.
  expect((await guest.send('signIn', { body: { email: nora.email, password: 'wrong' } })).status()).toBe(401);
  expect((await guest.send('register', { body: { name: 'N', email: nora.email, password: 'short' } })).status()).toBe(
    400,
  );

  for (const topic of Object.keys(topics) as TopicName[])
    expect(await log.containing(topic, '$argon2'), topic).toEqual([]);
  // What is kept for ever carries ids: addresses are only in topics that can forget.
  for (const { name, personal, content } of Object.values(topics))
    if (!personal && content.kind === 'events') expect(await log.containing(name, nora.email), name).toEqual([]);
  for (const [file, text] of shop.logs()) {
    expect(text.includes('$argon2'), `a password hash in ${file}`).toBe(false);
    expect(text.match(/[\w.+-]+@[\w-]+\.(example|com)\b/)?.[0], `an email address in ${file}`).toBeUndefined();
  }
  for (const path of ['/api/session', `/api/products/bread/reviews`]) {
    const answer = await (await nora.context.request.get(path)).text();
    expect(answer).not.toContain('argon2');
  }
});

test('answers about customers carry no password', async ({ people, ops }) => {
  const hana = await people.register('Hana Hash');
  const answers = [
    await ops.send('findUsers', { query: { q: hana.user.userId } }),
    await ops.send('findCustomers', { query: { q: hana.user.userId } }),
    await ops.send('getTopic', { params: { name: 'users' } }),
  ];
  for (const answer of answers) expect(await answer.text()).not.toMatch(/argon2|password/i);
});
