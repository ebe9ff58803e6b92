import type { Browser, Page } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { percentile } from './statistics.ts';

/** From the click that posts a one-star review to the alert being on the screen of a console, in milliseconds. */
export interface AlertFigures {
  readonly reviews: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Where the shop is and who signs in. */
export interface ShopAccess {
  readonly url: string;
  readonly vip: { readonly email: string; readonly password: string };
  readonly ops: { readonly email: string; readonly password: string };
}

/** Milliseconds since 1970 at which a text with the token was first in the page; set by the observer below. */
interface Seen {
  seen: Record<string, number>;
}

/**
 * Posts one-star reviews as a Platinum customer in one browser and watches the console in another, both real. Times are
 * taken inside the pages, by the one clock of this machine: at the click, and when the text is in the document.
 */
export async function benchAlerts(
  shop: ShopAccess,
  reviews: number,
  say: (line: string) => void,
): Promise<AlertFigures> {
  const browsers: Browser[] = [await launchBrowser(), await launchBrowser()];
  try {
    const [shopper, console] = await Promise.all([
      signedIn(browsers[0], shop.url, shop.vip),
      signedIn(browsers[1], shop.url, shop.ops),
    ]);
    await console.goto(`${shop.url}/ops/alerts`);
    await console.getByRole('heading', { name: 'Alerts' }).waitFor();
    await console.evaluate(watchForTokens);

    const skus = await productsOf(shopper, shop.url, reviews);
    const times: number[] = [];
    for (const [index, sku] of skus.entries()) {
      const token = `bench${Date.now().toString(36)}x${index}`;
      const clicked = await postReview(shopper, `${shop.url}/product/${sku}`, token);
      const handle = await console.waitForFunction((wanted) => (globalThis as unknown as Seen).seen[wanted], token);
      times.push(((await handle.jsonValue()) as number) - clicked);
      if ((index + 1) % 10 === 0)
        say(`${index + 1} of ${reviews} reviews: p50 ${Math.round(percentile(times, 0.5))} ms so far`);
    }
    return {
      reviews,
      p50: Math.round(percentile(times, 0.5)),
      p99: Math.round(percentile(times, 0.99)),
      max: Math.round(Math.max(...times)),
    };
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

async function signedIn(browser: Browser, url: string, account: { email: string; password: string }): Promise<Page> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${url}/api/session`, {
    data: { email: account.email, password: account.password },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${account.email} was answered with ${answer.status()}.`);
  return context.newPage();
}

async function productsOf(page: Page, url: string, count: number): Promise<string[]> {
  const skus: string[] = [];
  for (let cursor = ''; skus.length < count;) {
    const answer = await page.request.get(`${url}/api/products?sort=name&limit=100${cursor && `&cursor=${cursor}`}`);
    const { items, nextCursor } = (await answer.json()) as { items: { sku: string }[]; nextCursor: string | null };
    skus.push(...items.map(({ sku }) => sku));
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  if (skus.length < count) throw new Error(`The shop has ${skus.length} products, ${count} are needed.`);
  return skus.slice(0, count);
}

/** @returns when the button was clicked */
async function postReview(page: Page, url: string, token: string): Promise<number> {
  await page.goto(url);
  await page.getByRole('radio', { name: '1 star' }).press('Space');
  await page.getByLabel('What do you think of it?').fill(`Not good: ${token}`);
  const button = page.getByRole('button', { name: 'Post review' });
  await button.evaluate((element) =>
    element.addEventListener('click', () => ((globalThis as unknown as { clicked: number }).clicked = Date.now()), {
      capture: true,
    }),
  );
  await button.click();
  return page.evaluate(() => (globalThis as unknown as { clicked: number }).clicked);
}

/** Runs in the console's page: notes when a token is in the document for the first time. */
function watchForTokens(): void {
  const seen: Record<string, number> = {};
  (globalThis as unknown as Seen).seen = seen;
  const look = () => {
    for (const [token] of document.body.innerText.matchAll(/bench[a-z0-9]+x\d+/g)) seen[token] ??= Date.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}
