import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { BasketPage } from './pages/basket-page.ts';
import { expect, test } from './support/fixtures.ts';
import { uniqueWords } from './support/people.ts';

/** A page as somebody finds it: where it is, whose it is, and what says that it is all there. */
interface View {
  readonly name: string;
  readonly path: string;
  readonly ready: (page: Page) => Promise<unknown>;
}

const storefront: readonly View[] = [
  { name: 'home', path: '/', ready: (page) => page.getByRole('list', { name: 'Best rated products' }).waitFor() },
  { name: 'search', path: '/browse?q=bean', ready: heading('Baked Beans') },
  { name: 'product', path: '/product/baked-beans', ready: heading('Baked Beans') },
  { name: 'basket', path: '/basket?at=2', ready: (page) => page.getByText('As it was after event 2').waitFor() },
  { name: 'checkout', path: '/checkout', ready: heading('What you order') },
  { name: 'account', path: '/account', ready: heading('Your account') },
];
const deadLetters = (page: Page) =>
  page
    .getByRole('heading', { name: /^To be mended by/ })
    .first()
    .waitFor();

const opsConsole: readonly View[] = [
  { name: 'alerts', path: '/ops/alerts?status=all', ready: (page) => page.locator('shop-alert-row').first().waitFor() },
  { name: 'figures', path: '/ops/figures', ready: (page) => page.locator('ops-days-chart svg').first().waitFor() },
  { name: 'sales', path: '/ops/sales', ready: (page) => page.getByRole('table').waitFor() },
  { name: 'data flow', path: '/ops/flow', ready: (page) => page.locator('[data-node]').first().waitFor() },
  {
    name: 'read models',
    path: '/ops/projections?at=basket-api.baskets',
    ready: (page) => page.getByText('Last comparison').first().waitFor(),
  },
  { name: 'dead letters', path: '/ops/dead-letters', ready: deadLetters },
  {
    name: 'a dead letter',
    path: '/ops/dead-letters',
    ready: async (page) => {
      await page
        .getByRole('link', { name: /schema\.mismatch/ })
        .first()
        .click();
      await page
        .getByRole('link', { name: /reviews\/\d+@\d+/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'The original bytes' }).waitFor();
    },
  },
  { name: 'customers', path: '/ops/customers', ready: (page) => page.getByRole('combobox').first().waitFor() },
];

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    test(`no page has an accessibility violation, ${colorScheme}, ${width} wide`, async ({ browser, shop, ops }) => {
      const options = { baseURL: shop.url, colorScheme, viewport: { width, height: 900 } };
      const guests = await browser.newContext(options);
      const { basketId } = await (await guests.request.post('/api/baskets')).json();
      for (const sku of ['bread', 'baked-beans', 'tinned-spaghetti'])
        await guests.request.post(`/api/baskets/${basketId}/items`, { data: { sku, quantity: 1 } });
      const staff = await browser.newContext({ ...options, storageState: await ops.request.storageState() });
      const found: string[] = [];
      for (const [context, views] of [[guests, storefront] as const, [staff, opsConsole] as const]) {
        const page = await context.newPage();
        for (const view of views) found.push(...(await violationsOf(page, view, colorScheme === 'dark')));
        await context.close();
      }
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

function heading(name: string): View['ready'] {
  return (page) => page.getByRole('heading', { name, exact: true }).first().waitFor();
}

/**
 * What axe finds on a page, a line per kind of violation.
 * @param coloursOnly looks at nothing else: a theme changes nothing else
 */
async function violationsOf(page: Page, { name, path, ready }: View, coloursOnly: boolean): Promise<string[]> {
  await page.goto(path);
  await ready(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (coloursOnly ? axe.withRules('color-contrast') : axe).analyze();
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
