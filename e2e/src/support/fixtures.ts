import { type BrowserContext, type Page, test as base } from '@playwright/test';
import { Caller } from './caller.ts';
import { Log } from './log.ts';
import { People } from './people.ts';
import { Shop } from './shop.ts';

interface Fixtures {
  /** A guest's caller with fresh cookies. */
  guest: Caller;
  /** Makes up customers. */
  people: People;
  /** Opens consoles that are signed in as operations staff, each a browser context of its own. */
  openConsole: (path?: string) => Promise<Page>;
}

interface WorkerFixtures {
  shop: Shop;
  log: Log;
  /** The HTTP interface as operations staff. */
  ops: Caller;
}

/** Playwright's `test` with the shop, its log, and people to go through it. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  shop: [async ({}, use) => use(new Shop()), { scope: 'worker' }],
  log: [
    async ({ shop }, use) => {
      const log = new Log(shop.run.kafka);
      await use(log);
      await log.close();
    },
    { scope: 'worker' },
  ],
  ops: [
    async ({ shop, playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: shop.url });
      const caller = new Caller(request);
      await caller.signIn(shop.account('ops'));
      await use(caller);
      await request.dispose();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
  people: async ({ browser, ops, shop }, use) => {
    const people = new People(browser, ops, shop.url);
    await use(people);
    await people.leave();
  },
  guest: async ({ context }, use) => use(new Caller(context.request)),
  openConsole: async ({ browser, ops, shop }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (path = 'alerts') => {
      const storageState = await ops.request.storageState();
      const context = await browser.newContext({ baseURL: shop.url, storageState });
      opened.push(context);
      const page = await context.newPage();
      await page.goto(`/ops/${path}`);
      await page.getByText('Live', { exact: true }).waitFor();
      return page;
    });
    for (const context of opened) await context.close();
  },
});

export { expect } from '@playwright/test';
