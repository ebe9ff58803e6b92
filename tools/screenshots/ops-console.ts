/**
 * Takes pictures of every page of the ops console, light and dark, 360 and 1440 wide, of a running shop:
 * `node tools/screenshots/ops-console.ts [--out <folder>] [--only <page>] [--axe]`. Address and account come from
 * `run.json` in the data folder. With `--axe` every page is also checked for accessibility, and violations fail the run.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

/** What this needs of `run.json`. */
interface Run {
  readonly url: string;
  readonly accounts: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/** A page to look at: where it is, and what to do there before the picture is taken. */
interface View {
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '.cache/screenshots/ops-console' },
    only: { type: 'string' },
    axe: { type: 'boolean', default: false },
  },
});
const run = JSON.parse(readFileSync(join(process.env['SHOP_DATA_DIR'] ?? '.data', 'run.json'), 'utf8')) as Run;
const account = run.accounts.find(({ role }) => role === 'ops');
if (!account) throw new Error('run.json names no account with the role ops: start the shop with `npm start` first.');

const widths = [360, 1440];
const themes = ['light', 'dark'] as const;
const views: readonly View[] = [
  { name: 'alerts', path: 'alerts' },
  {
    name: 'alert',
    path: 'alerts?status=all',
    prepare: async (page) => {
      await page.locator('.rows a').first().click();
      await page.getByRole('list', { name: 'The path of the review' }).waitFor();
    },
  },
  { name: 'figures', path: 'figures', prepare: (page) => page.locator('ops-days-chart svg').first().waitFor() },
  { name: 'sales', path: 'sales', prepare: (page) => page.getByRole('table').waitFor() },
  { name: 'flow', path: 'flow', prepare: (page) => page.locator('[data-node]').first().waitFor() },
  {
    name: 'flow-topic',
    path: 'flow?at=topic:reviews_clean',
    prepare: (page) => page.getByRole('heading', { name: 'Newest records' }).waitFor(),
  },
  {
    name: 'flow-reader',
    path: 'flow?at=process:review-pipeline.enrich',
    prepare: (page) => page.getByRole('heading', { name: 'Positions' }).waitFor(),
  },
  {
    name: 'projections',
    path: 'projections?at=basket-api.baskets',
    prepare: (page) => page.locator('.row').first().waitFor(),
  },
  {
    name: 'dead-letters',
    path: 'dead-letters',
    prepare: (page) =>
      page
        .getByRole('heading', { name: /^To be mended by/ })
        .first()
        .waitFor(),
  },
  {
    name: 'dead-letter',
    path: 'dead-letters',
    prepare: async (page) => {
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
  {
    name: 'audit',
    path: 'audit',
    prepare: (page) => page.getByRole('list', { name: 'Events' }).getByRole('listitem').first().waitFor(),
  },
  { name: 'customers', path: 'customers', prepare: (page) => page.locator('select').first().waitFor() },
  {
    name: 'basket',
    path: 'baskets',
    prepare: async (page) => {
      // Which baskets there are is known once something happens to one while the console looks.
      const recent = page.locator('.recent a').first();
      if (await recent.isVisible()) {
        await recent.click();
        const shown = page.getByRole('heading', { name: 'The log keeps what happened' });
        await shown.or(page.getByRole('alert')).first().waitFor();
      }
    },
  },
  {
    name: 'help',
    path: 'alerts',
    prepare: async (page) => {
      await page.locator('.rows a').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

const consoleUrl = new URL('/ops/', run.url).href;
mkdirSync(options.out, { recursive: true });
const browser = await launchBrowser();
let violations = 0;

/** Takes one picture, once nothing moves any more. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(options.out, `${name}.png`), animations: 'disabled' });
  if (!options.axe) return;
  const found = (await new AxeBuilder({ page }).analyze()).violations;
  violations += found.length;
  for (const { id, nodes } of found) console.error(`${name}: ${id} at ${nodes.map((n) => n.target).join(', ')}`);
}

for (const theme of themes)
  for (const width of widths) {
    const context = await browser.newContext({
      viewport: { width, height: width < 500 ? 780 : 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`${theme} ${width}: ${error.message}`));
    await page.goto(new URL('sign-in', consoleUrl).href);
    await page.getByLabel('Email').waitFor();
    await shoot(page, `sign-in-${theme}-${width}`);
    await page.getByLabel('Email').fill(account.email);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    for (const view of views.filter(({ name }) => !options.only || name === options.only)) {
      await page.goto(new URL(view.path, consoleUrl).href);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
      await view.prepare?.(page);
      await shoot(page, `${view.name}-${theme}-${width}`);
    }
    await context.close();
  }
await browser.close();
console.log(`Pictures of ${views.length + 1} pages are in ${options.out}.`);
if (violations) {
  console.error(`${violations} accessibility violations.`);
  process.exitCode = 1;
}
