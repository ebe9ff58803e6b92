import type { Locator, Page } from '@playwright/test';
import { AlertsPage } from './pages/alerts-page.ts';
import { ProductPage } from './pages/product-page.ts';
import { expect, test } from './support/fixtures.ts';
import { uniqueWords } from './support/people.ts';

test('a shop that can not be reached is said in words, on basket and checkout', async ({ page }) => {
  await page.route('**/api/baskets/current*', (route) => route.abort());
  for (const path of ['/basket', '/checkout']) {
    await page.goto(path);
    const alert = page.getByRole('alert').filter({ hasText: 'network.unreachable' });
    await expect(alert).toContainText('The shop can’t be reached');
    await expect(page.getByText('[object')).toHaveCount(0);
  }
  await page.unroute('**/api/baskets/current*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('There is nothing to order')).toBeVisible();
});

test('a further page that fails says so beside its button, and comes when it is tried again', async ({ page }) => {
  await page.goto('/browse');
  const products = page.getByRole('list', { name: 'Products' }).getByRole('listitem');
  await expect(products).toHaveCount(24);
  await page.route('**/api/products?*cursor=*', (route) => route.abort());
  await page.getByRole('button', { name: 'Show more' }).click();
  const end = page.locator('shop-more');
  await expect(end.getByRole('alert')).toContainText('The shop can’t be reached');
  await expect(end).toBeInViewport();
  await expect(products).toHaveCount(24);
  await page.unroute('**/api/products?*cursor=*');
  await end.getByRole('button', { name: 'Try again' }).click();
  await expect(products).toHaveCount(48);
  await expect(end.getByRole('alert')).toHaveCount(0);
});

test('a search that is cut has whole characters', async ({ page }) => {
  await page.goto(`/browse?q=${encodeURIComponent(`${'x'.repeat(99)}🥫🥫`)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${'x'.repeat(99)}🥫”`);
  await expect(page.getByText('Nothing like that on the shelves')).toBeVisible();
});

test('a click on "Add" is answered at once, and taken back with a sentence when it is refused', async ({ page }) => {
  await page.goto('/browse?q=bread');
  const add = page.getByRole('button', { name: 'Add Bread to basket', exact: true });
  await add.waitFor();
  const answers: (() => void)[] = [];
  await page.route('**/api/baskets/*/items', async (route) => {
    await new Promise<void>((answer) => answers.push(answer));
    await route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'Refused', status: 422, detail: 'A line is full.', code: 'line.full' },
    });
  });
  await add.click();
  await expect(add).toHaveAttribute('aria-busy', 'true');
  await expect(add).toContainText('Adding');
  await expect.poll(() => answers.length).toBe(1);
  answers[0]!();
  await expect(page.getByText('Bread was not put in. A line is full.')).toBeVisible();
  await expect(add).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByRole('link', { name: 'Basket, 0 items' })).toBeVisible();
});

test('a second review of a product is an edit of the first, and says so', async ({ page, people }) => {
  const ann = await people.register('Ann Again');
  await page.context().addCookies(await ann.context.cookies());
  const product = new ProductPage(page);
  await product.open('bananas');
  const [first, second] = [uniqueWords('Too green.'), uniqueWords('Ripe by now.')];
  await product.review(2, first);
  await expect(page.getByRole('heading', { name: 'Edit your review' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('What do you think of it?')).toHaveValue(first);
  await expect(page.getByRole('radio', { name: /^2 stars/ })).toBeChecked();
  await expect(page.getByText('takes its place here and in the average')).toBeVisible();
  await product.review(5, second);
  await expect(product.reviews.filter({ hasText: first })).toHaveCount(0);
  await expect(product.reviews.filter({ hasText: second })).toHaveCount(1);
});

test('every address of a page loads it again, whatever characters it has', async ({ page, openConsole, ops }) => {
  const [letter] = await ops.deadLetters();
  expect(letter!.id).toMatch(/[.:/]/);
  const console = await openConsole(`dead-letters/letters/${encodeURIComponent(letter!.id)}`);
  const bytes = console.getByRole('heading', { name: 'The original bytes' });
  await expect(bytes).toBeVisible();
  await console.reload();
  await expect(bytes).toBeVisible();
  // There is no such product, and the page says it: not the gateway.
  await page.goto('/product/v1.2:caf%C3%A9.svg?at=2026-11-28T08:00:00.000Z');
  await expect(
    page
      .getByRole('alert')
      .or(page.getByRole('heading', { level: 1 }))
      .first(),
  ).toBeVisible();
  expect((await page.request.get('/main-00000000.js')).status()).toBe(404);
});

test('scripts, styles and answers come compressed', async ({ page, shop }) => {
  const forms = new Map<string, string | undefined>();
  page.on('response', (response) => {
    forms.set(new URL(response.url()).pathname, response.headers()['content-encoding']);
  });
  await page.goto(`${shop.url}/browse`);
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  const large = [...forms].filter(([path]) => /^\/main-.*\.js$|^\/styles-.*\.css$|^\/api\/products$/.test(path));
  expect(large).toHaveLength(3);
  // Chromium takes brotli only from origins that it trusts, which a machine's own is.
  for (const [path, form] of large) expect(form, path).toMatch(/^(br|gzip)$/);
});

test('an alert that is snoozed leaves the open ones, and returns by itself', async ({ people, openConsole, ops }) => {
  const pat = await people.register('Sue Snoozed', 'Platinum');
  const words = uniqueWords('Stale.');
  const page = await openConsole();
  const alerts = new AlertsPage(page);
  const badge = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /Alerts/ });
  await pat.api.postReview('bread', 1, words);
  await expect(alerts.about(words)).toHaveCount(1);
  const { alertId } = (await ops.alertsAbout(words))[0]!;
  const { alertsOpen, alertsUnresolved } = await ops.figures();
  await expect(badge).toContainText(`${alertsOpen} open`);
  const until = new Date(Date.now() + 6_000).toISOString();
  await ops.ask('snoozeAlert', { params: { id: alertId }, body: { until } });
  await expect(alerts.about(words)).toHaveCount(0);
  await expect(badge).toContainText(`${alertsOpen - 1} open`);
  await expect(page.getByRole('link', { name: `${alertsUnresolved} not resolved` })).toBeVisible();
  // Its time is over, and nothing else happens.
  await expect(alerts.about(words)).toHaveCount(1);
  await expect(badge).toContainText(`${alertsOpen} open`);
  await ops.ask('resolveAlert', { params: { id: alertId }, body: {} });
});

test('on a narrow screen a drawer leads everywhere; Escape closes it and the focus returns', async ({
  page,
  openConsole,
}) => {
  await page.goto('/');
  for (const [each, name, label] of [
    [page, 'Shop', 'Browse'],
    [await openConsole('figures'), 'Pages', 'Data flow'],
  ] as const) {
    await each.setViewportSize({ width: 390, height: 800 });
    const open = each.getByRole('button', { name, exact: true });
    const drawer = each.getByRole('dialog', { name });
    await open.focus();
    await each.keyboard.press('Enter');
    await expect(drawer).toBeVisible();
    await each.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(open).toBeFocused();
    await open.click();
    await drawer.getByRole('link', { name: label, exact: true }).click();
    await expect(drawer).toBeHidden();
    await expect(each).toHaveURL(label === 'Browse' ? /\/browse$/ : /\/ops\/flow$/);
    // Where there is room the links themselves are shown.
    await each.setViewportSize({ width: 1440, height: 800 });
    await expect(open).toBeHidden();
  }
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`what has the focus is seen, ${colorScheme}`, async ({ browser, shop, ops }) => {
    const context = await browser.newContext({
      baseURL: shop.url,
      colorScheme,
      storageState: await ops.request.storageState(),
    });
    const page = await context.newPage();
    const views: readonly (readonly [string, (page: Page) => Locator])[] = [
      ['/browse?q=bean', (each) => each.getByRole('heading', { level: 3 })],
      ['/product/baked-beans', (each) => each.getByRole('button', { name: 'Add to basket' })],
      ['/checkout', (each) => each.getByRole('heading', { level: 1 })],
      ['/ops/alerts?status=all', (each) => each.locator('shop-alert-row')],
      ['/ops/figures', (each) => each.locator('ops-days-chart svg')],
      ['/ops/flow', (each) => each.getByRole('switch')],
      ['/ops/customers', (each) => each.getByRole('combobox')],
      ['/ops/projections', (each) => each.getByRole('heading', { level: 1 })],
    ];
    const unseen: string[] = [];
    for (const [path, ready] of views) {
      await page.goto(path);
      await ready(page).first().waitFor();
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        const what = await page.evaluate(withoutRing);
        if (what) unseen.push(`${path}: ${what}`);
      }
    }
    await page.goto('/');
    await page.getByRole('button', { name: /^Account of/ }).press('Enter');
    for (const key of ['ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      const what = await page.evaluate(withoutRing);
      if (what) unseen.push(`the account's menu: ${what}`);
    }
    expect([...new Set(unseen)]).toEqual([]);
    await context.close();
  });

/** What has the focus in the browser, if neither it nor what stands for it (a label, a card) has a ring. */
function withoutRing(): string | undefined {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return undefined;
  let element: Element | null = focused;
  for (let up = 0; element && up < 4; up++, element = element.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return undefined;
  }
  return focused.outerHTML.slice(0, 120);
}
