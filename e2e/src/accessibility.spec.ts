import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { root } from '../../tools/bootstrap/root.mjs';
import { BasketPage } from './pages/basket-page.ts';
import { consoleViews, storefrontViews, type Things, type View } from './pages/every-view.ts';
import { Caller } from './support/caller.ts';
import { expect, test } from './support/fixtures.ts';
import { uniqueWords } from './support/people.ts';

const apps = [
  ['storefront', storefrontViews],
  ['ops-console', consoleViews],
] as const;

test('every page of the route tables is looked at', () => {
  for (const [app, views] of apps) {
    const table = readFileSync(join(root, 'apps', app, 'src', 'app', 'app.routes.ts'), 'utf8');
    const pages = [...table.matchAll(/import\('\.\/([\w/-]+)\.js'\)/g)].map(([, page]) => page);
    const seen = new Set(views.map(({ page }) => page));
    // What surrounds the console's pages is seen with each of them.
    expect([...seen].sort(), app).toEqual([...new Set(pages)].filter((page) => page !== 'shell/shell').sort());
  }
});

/** Colours don't depend on the width, nor the layout on the colours. */
const looks = [
  ['light', 360],
  ['dark', 1440],
] as const;

for (const [app, views] of apps)
  for (const [colorScheme, width] of looks)
    test(`no page of ${app} has an accessibility violation, ${colorScheme}, ${width} wide`, async ({
      browser,
      shop,
      ops,
    }) => {
      test.setTimeout(360_000);
      const options = { baseURL: shop.url, colorScheme, viewport: { width, height: 900 } };
      const contexts = new Map<View['as'], BrowserContext>();
      for (const as of new Set(views.map((view) => view.as))) {
        const context = await browser.newContext(options);
        if (as) await new Caller(context.request).signIn(shop.account(as));
        contexts.set(as, context);
      }
      const guest = contexts.get(undefined)!;
      const things = await thingsToLookAt(new Caller(guest.request), ops);
      const found: string[] = [];
      for (const view of views) {
        const page = await contexts.get(view.as)!.newPage();
        found.push(...(await violationsOf(page, view, things, colorScheme === 'dark')));
        await page.close();
      }
      for (const context of contexts.values()) await context.close();
      expect(found).toEqual([]);
    });

test('the main journey can be gone with the keyboard alone', async ({ page, people, openConsole, ops }) => {
  const vip = await people.register('Kit Keys', 'Platinum');
  await page.context().addCookies(await vip.context.cookies());
  await page.goto('/');
  await page.getByRole('button', { name: 'Account of Kit Keys' }).waitFor();
  const keys = page.keyboard;

  // Search, product, basket.
  await tabTo(page, 'searchbox', 'Search for groceries');
  await keys.type('baked beans');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Baked Beans', level: 3 }).waitFor();
  await tabTo(page, 'link', 'Baked Beans');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Baked Beans', level: 1 }).waitFor();
  await tabTo(page, 'button', 'Add to basket');
  await keys.press('Enter');
  await page.getByText('1 in your basket.').waitFor();

  // The review, with arrow keys for stars.
  const words = uniqueWords('Typed, not clicked.');
  await tabTo(page, 'radio', /^\d stars?/);
  await keys.press('Space');
  await tabTo(page, 'textbox', 'What do you think of it?');
  await keys.type(words);
  await tabTo(page, 'button', 'Post review');
  await keys.press('Enter');
  await page.getByText(words).first().waitFor();

  // The history.
  await tabTo(page, 'link', /^Basket, /);
  await keys.press('Enter');
  const basket = new BasketPage(page);
  await basket.slider.waitFor();
  await tabTo(page, 'slider', 'Event');
  await keys.press('ArrowLeft');
  await expect(page).toHaveURL(/at=0$/);

  // The alert.
  await expect.poll(() => ops.alertsAbout(words)).toHaveLength(1);
  const console = await openConsole();
  await tabTo(console, 'link', new RegExp(words));
  await console.keyboard.press('Enter');
  await console.getByRole('list', { name: 'The path of the review' }).waitFor();
  await tabTo(console, 'button', 'Acknowledge');
  await console.keyboard.press('Enter');
  await expect.poll(async () => (await ops.alertsAbout(words))[0]?.status).toBe('acknowledged');
});

/** An order and a basket of a guest, and a dead letter that is cut. */
async function thingsToLookAt(guest: Caller, ops: Caller): Promise<Things> {
  const ordered = await guest.openBasket();
  await guest.addItem(ordered, 'bread');
  const { orderId } = await guest.checkOut(ordered);
  await expect.poll(async () => (await ops.send('inspectOrder', { params: { id: orderId } })).status()).toBe(200);
  await expect.poll(async () => (await guest.send('getOrder', { params: { orderId } })).status()).toBe(200);
  const basketId = await guest.openBasket();
  for (const sku of ['bread', 'baked-beans', 'tinned-spaghetti']) await guest.addItem(basketId, sku);
  const letter = (await ops.deadLetters()).find(({ cut }) => cut?.parts.includes('value'));
  return { orderId, basketId, letterId: letter!.id };
}

/**
 * What axe finds on a page, a line per kind of violation.
 * @param coloursOnly looks at nothing else: a theme changes nothing else
 */
async function violationsOf(page: Page, view: View, things: Things, coloursOnly: boolean): Promise<string[]> {
  await page.goto(typeof view.path === 'string' ? view.path : view.path(things));
  await view.ready(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (coloursOnly ? axe.withRules('color-contrast') : axe).analyze();
  const name = [view.page, view.with].filter(Boolean).join(', ');
  return violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target).join(', ')}`);
}

/** Presses Tab until something of this role and name has the focus. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, ...(typeof name === 'string' && { exact: true }) });
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const focused = wanted.and(page.locator(':focus'));
    if ((await focused.count()) > 0) return;
  }
  throw new Error(`The keyboard doesn't reach the ${role} ${name}.`);
}
