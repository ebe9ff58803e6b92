import { BasketPage } from './pages/basket-page.ts';
import { AlertsPage } from './pages/alerts-page.ts';
import { CheckoutPage } from './pages/checkout-page.ts';
import { CustomersPage } from './pages/customers-page.ts';
import { DeadLettersPage } from './pages/dead-letters-page.ts';
import { ProductPage } from './pages/product-page.ts';
import { expect, test } from './support/fixtures.ts';
import { hasArrived, hasRead, uniqueWords } from './support/people.ts';

test('the tour of docs/tour.md, step by step', async ({ page, guest, shop, log, ops, people, openConsole }) => {
  test.setTimeout(360_000);
  const product = new ProductPage(page);
  const basket = new BasketPage(page);
  let basketId = '';
  const [beansBefore, spaghettiBefore] = [await ops.sales('baked-beans'), await ops.sales('tinned-spaghetti')];

  await test.step('a. the beans that were put back', async () => {
    for (const sku of ['bread', 'baked-beans']) {
      await product.open(sku);
      await product.addToBasket();
    }
    await basket.open();
    await basket.remove('Baked Beans');
    await product.open('tinned-spaghetti');
    await product.addToBasket();
    await basket.open();
    await expect(basket.lines).toHaveCount(2);
    await expect(basket.lines).toContainText(['Bread', 'Tinned Spaghetti']);
    // Four that count, and the one that took the basket.
    await expect(basket.events).toHaveCount(5);
    await expect(basket.table).toContainText('2 rows for 4 events');
    await expect(basket.table.getByRole('row')).toHaveCount(3);
    await expect(basket.table).toContainText('1 × Baked Beans, put in and put back');
  });

  await test.step('b. back in time', async () => {
    await basket.dragTo(2);
    await expect(page).toHaveURL(/\?at=2$/);
    await expect(basket.folded).toContainText('As it was after event 2');
    await expect(basket.folded.getByRole('listitem')).toContainText(['Bread', 'Baked Beans']);
    // What is in the address can be sent to somebody: the page opens at that moment.
    await page.reload();
    await expect(basket.folded.getByRole('listitem')).toContainText(['Bread', 'Baked Beans']);
  });

  await test.step('c. the log', async () => {
    const shown = await page.getByText('npm run log -- basket_events --key').innerText();
    basketId = shown.split(' ').at(-1) ?? '';
    const { stdout, code } = await shop.npm('log', ['basket_events', '--key', basketId]);
    expect(code).toBe(0);
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => /^(\d+)\/(\d+) {2}\S+ \S+ {2}(\S+) {2}(\w+)/.exec(line) ?? [])
      .map(([, partition, offset, key, type], number) => {
        expect(key).toBe(basketId);
        return `${number} ${type} basket_events/${partition}@${offset}`;
      });
    expect(await basket.toldEvents()).toEqual(printed);
  });

  await test.step('d. how many beans did I sell?', async () => {
    await new CheckoutPage(page).order({ name: 'Gail Guest', email: 'gail@example.com' });
    await expect.poll(async () => (await ops.sales('tinned-spaghetti')).unitsSold).toBe(spaghettiBefore.unitsSold + 1);
    await expect
      .poll(async () => {
        const { unitsSold, unitsPutBack } = await ops.sales('baked-beans');
        return { sold: unitsSold - beansBefore.unitsSold, putBack: unitsPutBack - beansBefore.unitsPutBack };
      })
      .toEqual({ sold: 0, putBack: 1 });
    const console = await openConsole('sales?q=baked-beans');
    await expect(console.getByRole('status').filter({ hasText: 'Baked Beans:' })).toHaveText(
      `Baked Beans: ${beansBefore.unitsSold} sold, ${beansBefore.unitsPutBack + 1} put back.`,
    );
  });

  await test.step('e. the database is a cache', async () => {
    const saved = [await guest.basket(basketId), await guest.basketEvents(basketId)];
    const { pid } = shop.process('basket-api');
    await shop.sql('basket', 'TRUNCATE baskets_1.baskets, baskets_1.journal, baskets_1.checkpoints');
    await shop.npm('process', ['restart', 'basket-api']);
    await shop.back('basket-api', pid);
    await expect.poll(() => guest.basket(basketId).catch(() => undefined)).toEqual(saved[0]);
    expect(await guest.basketEvents(basketId)).toEqual(saved[1]);
    await page.reload();
    await expect(basket.events).toHaveCount(6);
  });

  const vip = await people.register('Vera Vip', 'Platinum');
  const console = await openConsole();
  const alerts = new AlertsPage(console);
  const hers = new ProductPage(await vip.context.newPage());

  await test.step('f. an unhappy VIP', async () => {
    const words = uniqueWords('Stale on the first day.');
    await hers.open('bread');
    await hers.review(1, words);
    await expect(alerts.about(words)).toHaveCount(1);
    await expect(alerts.about(words)).toContainText(/\d+ ms/);
    await alerts.look(words);
    await expect(alerts.pane).toContainText(/\d+ ms from submit to this screen/);
    await expect(alerts.pane).toContainText('Vera Vip');
    await expect(alerts.pane.getByText(vip.email)).toBeVisible();
    await expect(alerts.why).toContainText([
      /^\s*reviews\s*partition \d+ · offset \d+/,
      /^\s*reviews_clean\s*partition \d+ · offset \d+/,
      /^\s*users\s*partition \d+ · offset \d+.*Platinum/s,
      /^\s*enriched_reviews\s*partition \d+ · offset \d+/,
      /^\s*The rule.*rating 1 < 3 and loyaltyStatus Platinum/s,
      /^\s*unhappy_vips\s*partition \d+ · offset \d+/,
    ]);
  });

  await test.step('g. no longer a VIP', async () => {
    const customers = new CustomersPage(await openConsole('customers'));
    await customers.find(vip.user.userId);
    await customers.change('Gold');
    await hasArrived(ops, vip.user.userId, 'Gold');
    const words = uniqueWords('Not my taste either.');
    await hers.open('apple-juice');
    await hers.review(1, words);
    await expect.poll(() => log.containing('enriched_reviews', words)).toHaveLength(1);
    const [enriched] = await log.containing('enriched_reviews', words);
    expect(JSON.parse(enriched?.text ?? '').data.customer).toMatchObject({ loyaltyStatus: 'Gold' });
    await hasRead(ops, 'review-pipeline.filter', { topic: 'enriched_reviews', ...enriched! });
    expect(await log.containing('unhappy_vips', words)).toEqual([]);
    expect(await ops.alertsAbout(words)).toEqual([]);
    await customers.change('Platinum');
    await hasArrived(ops, vip.user.userId, 'Platinum');
  });

  await test.step('h. nobody notices that the notifier is away', async () => {
    const bad = [uniqueWords('Soggy.'), uniqueWords('Salty.')] as const;
    const { pid } = shop.process('notifier');
    const watching = await openConsole('flow');
    await shop.npm('process', ['stop', 'notifier']);
    try {
      await hers.open('tinned-spaghetti');
      await hers.review(1, bad[0]);
      await hers.open('baked-beans');
      await hers.review(2, bad[1]);
      await expect(watching.getByText(/notifier\.raiser is away, 2 behind/).first()).toBeVisible();
    } finally {
      await shop.npm('process', ['start', 'notifier']);
    }
    await shop.back('notifier', pid);
    for (const words of bad) {
      await expect(alerts.about(words)).toHaveCount(1);
      await expect.poll(async () => (await ops.alertsAbout(words)).length).toBe(1);
      expect(await log.containing('unhappy_vips', words)).toHaveLength(1);
    }
    await expect(console.getByText('Live', { exact: true })).toBeVisible();
  });

  await test.step('i. bad data', async () => {
    const record = uniqueWords('not json');
    expect((await shop.npm('log', ['reviews', '--append'], `${record}\n`)).code).toBe(0);
    const letters = new DeadLettersPage(await openConsole('dead-letters'));
    const found = () => ops.deadLettersOf(record);
    await expect.poll(found).toHaveLength(1);
    const [letter] = await found();
    await letters.openGroup('review-api or feeds', 'json.invalid');
    await letters.openLetter(letter!.source);
    await expect(letters.page.getByText(record, { exact: true })).toBeVisible();
    const words = uniqueWords('Worse than last time.');
    await hers.open('bread');
    await hers.review(1, words);
    await expect(alerts.about(words)).toHaveCount(1);
  });
});
