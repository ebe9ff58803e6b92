import { randomUUID } from 'node:crypto';
import { cloudEvent } from '@shop/log-core';
import { DeadLettersPage } from './pages/dead-letters-page.ts';
import { ProductPage } from './pages/product-page.ts';
import { expect, test } from './support/fixtures.ts';
import { uniqueWords } from './support/people.ts';

test('poison arrives, is grouped by who has to mend it, and an edited copy becomes a review', async ({
  page,
  people,
  shop,
  ops,
  log,
  openConsole,
}) => {
  const author = await people.register('Fay Feed');
  const words = uniqueWords('These go to eleven.');
  const [id, reviewId, feed] = [randomUUID(), randomUUID(), `/feed-${randomUUID().slice(0, 8)}`];
  const review = { reviewId, sku: 'bread', productName: 'Bread', userId: author.user.userId, rating: 11, text: words };
  const context = { id, source: feed, time: new Date().toISOString(), correlationid: id, actor: 'feed' };
  const poison = JSON.stringify(cloudEvent('ReviewPosted', reviewId, review, context));
  expect((await shop.npm('log', ['reviews', '--append', '--key', reviewId], `${poison}\n`)).code).toBe(0);
  const letterOf = async () => (await ops.deadLettersOf(poison))[0];
  await expect.poll(letterOf).toMatchObject({ producer: feed, code: 'schema.mismatch', state: 'waiting' });
  const letter = (await letterOf())!;

  const letters = new DeadLettersPage(await openConsole('dead-letters'));
  const console = letters.page;
  await letters.openGroup(feed, 'schema.mismatch');

  await test.step('a dry run tells that it would fail again; the keyboard is enough', async () => {
    const { topic, partition, offset } = letter.source;
    await console.getByRole('checkbox', { name: `Choose ${topic}/${partition}@${offset}` }).press('Space');
    await console.keyboard.press('s');
    await expect(letters.dialog).toContainText('Dry run: 1 would fail again. Nothing was written yet.');
    await expect(letters.dialog).toContainText('data.rating: must be <= 5');
    await letters.dialog.getByRole('button', { name: 'Leave it' }).press('Enter');
    await expect(letters.dialog).toHaveCount(0);
    expect(await log.containing('reviews', words)).toHaveLength(1);
  });

  await test.step('its bytes stand beside what is expected', async () => {
    await letters.openLetter(letter.source);
    await expect(console.getByText('Today’s schema still refuses it: data.rating: must be <= 5')).toBeVisible();
    await expect(console.getByRole('row', { name: 'rating' })).toContainText(/integer, 1 to 5\s*11\s*wrong/);
  });

  await test.step('an edited copy is sent as another event', async () => {
    await console.getByRole('button', { name: 'Edit a copy' }).click();
    await expect(console.getByText('The recorded exception.')).toBeVisible();
    const copy = console.getByRole('textbox', { name: 'The edited copy' });
    await copy.fill((await copy.inputValue()).replace('"rating": 11', '"rating": 4'));
    await console.getByRole('button', { name: 'Try the edited copy…' }).click();
    await expect(letters.dialog).toContainText('Dry run: 1 would be accepted.');
    await letters.dialog.getByRole('button', { name: 'Send the edited copy' }).click();
    await expect(letters.progress).toContainText('Done. 1 of 1 letter sent: 1 accepted.');
    await expect(console.getByRole('listitem').filter({ hasText: 'An edited copy' })).toContainText('Round 1');
    await expect(console.getByText('1 of 3', { exact: true })).toBeVisible();
  });

  await test.step('it is a review on the product’s page', async () => {
    const product = new ProductPage(page);
    await expect
      .poll(async () => (await ops.reviews('bread')).items.filter(({ text }) => text === words))
      .toMatchObject([{ rating: 4, reviewId }]);
    await product.open('bread');
    await expect(product.reviews.filter({ hasText: words })).toHaveCount(1);
    const [clean] = await log.containing('reviews_clean', words);
    expect(JSON.parse(clean?.text ?? '')).toMatchObject({ causationid: id, id: expect.not.stringMatching(id) });
    expect(await log.containing('control_events', letter.id)).toHaveLength(1);
  });
});
