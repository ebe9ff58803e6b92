/**
 * Takes pictures of every page of the storefront, light and dark, 360 and 1440 wide, of a running shop:
 * `node tools/screenshots/storefront.ts [--url http://localhost:8080] [--out <folder>] [--only <page>] [--axe]`. Address
 * and account come from `run.json` in the data folder unless given. A guest fills a basket as the tour does; the pages of
 * a customer are those of the shopper's account. With `--axe` every page is also checked for accessibility, and violations
 * fail the run.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

/** What this needs of `run.json`. */
interface Run {
  readonly url: string;
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** A page to look at: where it is, who looks, and what says that it is all there. */
interface View {
  readonly name: string;
  readonly path: string;
  readonly as?: 'shopper';
  readonly ready: (page: Page) => Promise<unknown>;
}

const { values: options } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: '.cache/screenshots/storefront' },
    only: { type: 'string' },
    axe: { type: 'boolean', default: false },
  },
});
const runFile = join(process.env['SHOP_DATA_DIR'] ?? '.data', 'run.json');
const run = existsSync(runFile) ? (JSON.parse(readFileSync(runFile, 'utf8')) as Run) : undefined;
const url = options.url ?? run?.url;
if (!url) throw new Error(`There is no ${runFile}: start the shop with \`npm start\` first, or give --url.`);
const shopper = run?.accounts.find(({ role }) => role === 'shopper');

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first().waitFor();
const views: readonly View[] = [
  { name: 'home', path: '/', ready: (page) => page.getByRole('list', { name: 'Best rated products' }).waitFor() },
  { name: 'browse', path: '/browse', ready: heading('Bread') },
  { name: 'search', path: '/browse?q=bean&sort=price', ready: heading('Baked Beans') },
  { name: 'nothing-found', path: '/browse?q=zzzz', ready: heading('Nothing like that on the shelves') },
  { name: 'product', path: '/product/baked-beans', ready: (page) => page.locator('shop-rating-summary').waitFor() },
  { name: 'basket', path: '/basket', ready: (page) => page.getByRole('slider', { name: 'Event' }).waitFor() },
  { name: 'basket-past', path: '/basket?at=2', ready: (page) => page.getByText('As it was after event 2').waitFor() },
  { name: 'checkout', path: '/checkout', ready: heading('What you order') },
  { name: 'sign-in', path: '/sign-in', ready: heading('Sign in') },
  { name: 'register', path: '/register', ready: heading('Create an account') },
  { name: 'about', path: '/about', ready: heading('The log is the truth') },
  { name: 'not-found', path: '/nowhere', ready: heading('There is no such page') },
  {
    name: 'review',
    path: '/product/bread',
    as: 'shopper',
    ready: (page) => page.locator('shop-rating-summary').waitFor(),
  },
  { name: 'account', path: '/account', as: 'shopper', ready: heading('Where you are signed in') },
  { name: 'orders', path: '/orders', as: 'shopper', ready: heading('Your orders') },
];

mkdirSync(options.out, { recursive: true });
const browser = await launchBrowser();
let violations = 0;

/** Puts in and takes out what the tour does: two lines, four events. */
async function fillBasket(context: BrowserContext): Promise<void> {
  const headers = { Origin: new URL(url!).origin };
  const { basketId } = (await (await context.request.post(`${url}/api/baskets`, { headers })).json()) as {
    basketId: string;
  };
  const items = `${url}/api/baskets/${basketId}/items`;
  const add = (sku: string) => context.request.post(items, { headers, data: { sku, quantity: 1 } });
  await add('bread');
  await add('baked-beans');
  await context.request.delete(`${items}/baked-beans`, { headers });
  await add('tinned-spaghetti');
}

async function signIn(page: Page): Promise<void> {
  if (!shopper) throw new Error(`${runFile} names no account with the role shopper.`);
  await page.goto(new URL('/sign-in', url).href);
  await page.getByLabel('Email').fill(shopper.email);
  await page.getByLabel('Password').fill(shopper.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
}

/** Takes one picture of the whole page, once its pictures and letters are there. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    for (const image of document.images) image.loading = 'eager';
    return Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode().catch(() => {}))]);
  });
  await page.screenshot({ path: join(options.out, `${name}.png`), fullPage: true, animations: 'disabled' });
  if (!options.axe) return;
  const found = (await new AxeBuilder({ page }).analyze()).violations;
  violations += found.length;
  for (const { id, nodes } of found) console.error(`${name}: ${id} at ${nodes.map((n) => n.target).join(', ')}`);
}

for (const theme of ['light', 'dark'] as const)
  for (const width of [360, 1440])
    for (const as of [undefined, 'shopper'] as const) {
      const wanted = views.filter((view) => view.as === as && (!options.only || view.name === options.only));
      if (wanted.length === 0 || (as && !shopper)) continue;
      const context = await browser.newContext({
        viewport: { width, height: width < 500 ? 780 : 900 },
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`${theme} ${width}: ${error.message}`));
      if (as) await signIn(page);
      else await fillBasket(context);
      for (const { name, path, ready } of wanted) {
        await page.goto(new URL(path, url).href);
        await ready(page);
        await shoot(page, `${name}-${theme}-${width}`);
      }
      await context.close();
    }

await browser.close();
console.log(`Pictures of the storefront are in ${options.out}.`);
if (violations > 0) {
  console.error(`${violations} accessibility violations.`);
  process.exitCode = 1;
}
