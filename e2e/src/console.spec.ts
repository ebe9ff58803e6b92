import { io, type Socket } from 'socket.io-client';
import type { Page, WebSocketRoute } from '@playwright/test';
import {
  ALERTS_NAMESPACE,
  type AlertDetail,
  type InspectedBasket,
  LIVE_NAMESPACE,
  LIVE_PATH,
  type Sales,
} from '@shop/api';
import { AlertsPage } from './pages/alerts-page.ts';
import { BasketPage } from './pages/basket-page.ts';
import { CustomersPage } from './pages/customers-page.ts';
import { DeadLettersPage } from './pages/dead-letters-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { expect, test } from './support/fixtures.ts';
import { hasArrived, hasRead, uniqueWords } from './support/people.ts';

test('two consoles see each other work on an alert', async ({ people, openConsole, ops }) => {
  const pat = await people.register('Pat Platinum', 'Platinum');
  const [one, other] = [new AlertsPage(await openConsole()), new AlertsPage(await openConsole())];
  const words = uniqueWords('Broken in the bag.');
  await pat.api.postReview('bread', 1, words);
  await one.look(words);
  await other.look(words);
  const operator = (await ops.ask<{ user: { name: string } }>('getSession')).user.name;

  await one.press('Acknowledge');
  await expect(other.pane).toContainText(`Seen by ${operator}`);
  await other.press('Assign');
  await other.page.getByRole('button', { name: 'To me' }).click();
  await expect(one.pane).toContainText(`Assigned to ${operator}`);
  await one.press('Snooze');
  await one.pane.locator('form').getByRole('button').first().click();
  await expect(other.pane).toContainText('Snoozed until');
  const note = uniqueWords('Called, nobody there.');
  await other.press('Note');
  await other.page.getByLabel('Note').fill(note);
  await other.page.getByRole('button', { name: 'Write the note' }).click();
  await expect(one.history.filter({ hasText: note })).toHaveCount(1);
  await one.press('Resolve');
  await one.page.getByLabel('What was done?').fill('Refunded');
  await one.pane.locator('form').getByRole('button', { name: 'Resolve' }).click();
  await expect(other.history.last()).toContainText('Refunded');
  await other.press('Reopen');
  await expect(one.history.last()).toContainText('Reopened');
  await expect(one.history.locator('strong')).toHaveText([
    'Raised',
    'Acknowledged',
    // By the same person, in both consoles.
    'Assigned to you',
    /^Snoozed until/,
    'Noted',
    'Resolved',
    'Reopened',
  ]);
});

test('a console that was offline gets what it missed', async ({ people, openConsole, ops }) => {
  const pat = await people.register('Olive Offline', 'Platinum');
  const page = await openConsole();
  const alerts = new AlertsPage(page);
  const words = ['Dry.', 'Mouldy.'].map(uniqueWords);
  const network = await networkOf(page);
  await network.cut();
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /Reconnecting|Offline/ })
      .first(),
  ).toBeVisible();
  await pat.api.postReview('bread', 1, words[0]!);
  await pat.api.postReview('baked-beans', 2, words[1]!);
  for (const each of words) await expect.poll(() => ops.alertsAbout(each)).toHaveLength(1);
  for (const each of words) await expect(alerts.about(each)).toHaveCount(0);
  await network.mend();
  for (const each of words) await expect(alerts.about(each)).toHaveCount(1);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

test('figures change in two consoles by themselves', async ({ guest, openConsole, ops }) => {
  const pages = [await openConsole('figures'), await openConsole('figures')];
  const before = await ops.figures();
  const tile = (page: Page, label: string) =>
    page
      .getByRole('definition')
      .and(page.locator(`dt:text-is("${label}") + dd`))
      .locator('.value');
  const shown = (n: number) => new Intl.NumberFormat('en-GB').format(n);
  for (const page of pages) await expect(tile(page, 'Orders')).toHaveText(shown(before.orders));
  const requests = pages.map((page) => countRequests(page));
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread', 3);
  await guest.addItem(id, 'baked-beans', 2);
  await guest.removeItem(id, 'baked-beans');
  await guest.checkOut(id);
  for (const page of pages) {
    await expect(tile(page, 'Orders')).toHaveText(shown(before.orders + 1), { timeout: 2_000 });
    await expect(tile(page, 'Units sold')).toHaveText(shown(before.unitsSold + 3), { timeout: 2_000 });
    await expect(tile(page, 'Units put back')).toHaveText(shown(before.unitsPutBack + 2), { timeout: 2_000 });
  }
  // Pushed, not asked for.
  expect(requests.map((urls) => urls.filter((url) => url.includes('/api/')))).toEqual([[], []]);
});

test('a changed loyalty status decides about the next review', async ({ people, openConsole, ops, log }) => {
  const sil = await people.register('Sil Silver', 'Silver');
  const [calm, angry] = [uniqueWords('Not good.'), uniqueWords('Still not good.')];
  await sil.api.postReview('bread', 1, calm);
  const customers = new CustomersPage(await openConsole('customers'));
  await customers.find(sil.user.userId);
  await customers.change('Platinum');
  await hasArrived(ops, sil.user.userId, 'Platinum');
  await sil.api.postReview('baked-beans', 1, angry);
  await expect.poll(() => ops.alertsAbout(angry)).toHaveLength(1);
  const [enriched] = await log.containing('enriched_reviews', calm);
  await hasRead(ops, 'review-pipeline.filter', { topic: 'enriched_reviews', ...enriched! });
  expect(await ops.alertsAbout(calm)).toHaveLength(0);
});

test("a shopper's account is refused at the page, the interface and the websockets", async ({ page, people, shop }) => {
  const sam = await people.register('Sam Shopper');
  const signIn = new SignInPage(page, '/ops/sign-in');
  await signIn.open();
  await signIn.signIn(sam);
  await expect(page.getByRole('heading', { name: 'This console is for operations staff' })).toBeVisible();
  for (const path of ['/api/ops/alerts', '/api/ops/figures', '/api/ops/dead-letters', '/api/users?q=a'])
    expect((await sam.context.request.get(path)).status(), path).toBe(403);
  const cookies = (await sam.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const { namespace, path } of [
    { namespace: ALERTS_NAMESPACE, path: '/socket.io' },
    { namespace: LIVE_NAMESPACE, path: LIVE_PATH },
  ]) {
    const socket = io(`${shop.url}${namespace}`, { path, extraHeaders: { cookie: cookies }, reconnection: false });
    expect(await outcomeOf(socket), namespace).toBe('refused');
  }
});

test('any basket, order and alert can be gone back in, and the interface answers the same', async ({
  guest,
  people,
  openConsole,
  ops,
}) => {
  const id = await guest.openBasket();
  await guest.addItem(id, 'bread', 2);
  await guest.addItem(id, 'baked-beans');
  await guest.removeItem(id, 'baked-beans');
  const { orderId } = await guest.checkOut(id);
  const answersOrder = () => ops.send('inspectOrder', { params: { id: orderId } }).then((answer) => answer.status());
  await expect.poll(answersOrder).toBe(200);
  const page = await openConsole('baskets');
  await page.getByRole('searchbox', { name: 'Basket or order id' }).fill(orderId);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/ops/orders/${orderId}$`));
  const machine = new BasketPage(page);
  await machine.slider.focus();
  await page.keyboard.press('Home');
  for (const at of [0, 1, 2, 3]) {
    await expect(page).toHaveURL(new RegExp(`at=${at}$`));
    await expect(machine.folded).toContainText(`As it was after event ${at}`);
    const { basket } = await ops.ask<InspectedBasket>('inspectBasket', { params: { id }, query: { at } });
    for (const { name, quantity } of basket.lines)
      await expect(machine.folded.getByRole('listitem').filter({ hasText: name })).toContainText(`× ${quantity}`);
    if (basket.lines.length) await expect(machine.folded.getByRole('listitem')).toHaveCount(basket.lines.length);
    await page.keyboard.press('ArrowRight');
  }
  await expect(page).not.toHaveURL(/at=/);
  await page.getByRole('button', { name: 'One event back' }).click();
  await expect(page.getByRole('list', { name: 'What this event changed' })).toContainText('Baked Beans');
  await page.goBack();
  await expect(machine.folded).toContainText('Now, after event 4');

  const pat = await people.register('Peter Past', 'Platinum');
  const words = uniqueWords('Cracked.');
  await pat.api.postReview('bread', 1, words);
  await expect.poll(() => ops.alertsAbout(words)).toHaveLength(1);
  const { alertId } = (await ops.alertsAbout(words))[0]!;
  await ops.ask('acknowledgeAlert', { params: { id: alertId } });
  await ops.ask('resolveAlert', { params: { id: alertId }, body: {} });
  await page.goto(`/ops/alerts/${alertId}?status=all&at=1`);
  const then = page.getByRole('region', { name: 'The alert at this moment' });
  await expect(then).toContainText('As it was after event 1');
  await expect(then).toContainText('Acknowledged');
  const answer = await ops.ask<AlertDetail>('getAlert', { params: { id: alertId }, query: { at: 1 } });
  expect(answer).toMatchObject({ status: 'acknowledged', events: [{ number: 0 }, { number: 1 }] });
  await expect(then).toContainText(answer.acknowledgedBy!);
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(then).toContainText('Resolved');
});

test('dead letters, customers and sales can be looked up', async ({ openConsole, ops }) => {
  const [letter] = await ops.deadLetters();
  const page = await openConsole('dead-letters');
  const letters = new DeadLettersPage(page);
  await letters.openGroup(letter!.producer, letter!.code);
  await letters.openLetter(letter!.source);
  await page.goto('/ops/sales');
  await page.getByRole('searchbox', { name: 'Search products' }).fill('baked beans');
  await expect(page.getByText(/^Baked Beans: \d+ sold, \d+ put back\.$/)).toBeVisible();
  await page.locator('summary').filter({ hasText: 'As of' }).click();
  await page.getByRole('button', { name: 'Last Tuesday' }).click();
  await expect(page).toHaveURL(/at=/);
  await expect(page.getByText('This is the past')).toBeVisible();
  const at = new URL(page.url()).searchParams.get('at')!;
  const { name, unitsSold, unitsPutBack } = await ops.ask<Sales>('getSales', {
    params: { sku: 'baked-beans' },
    query: { at },
  });
  await expect(page.getByText(`${name}: ${unitsSold} sold, ${unitsPutBack} put back by`)).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/at=/);
  await page.goto('/ops/flow');
  await expect(page.getByRole('status').filter({ hasText: 'All caught up' })).toBeVisible();
});

/**
 * A switch for a page's network. Offline refuses requests, but leaves open sockets alone: those are cut, too.
 * Loads the page anew, since sockets can only be got hold of from their beginning.
 */
async function networkOf(page: Page): Promise<{ cut(): Promise<void>; mend(): Promise<void> }> {
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/socket\.io/, (socket) => {
    open.add(socket);
    socket.connectToServer();
  });
  await page.reload();
  await page.getByText('Live', { exact: true }).waitFor();
  return {
    cut: async () => {
      await page.context().setOffline(true);
      await Promise.all([...open].map((socket) => socket.close()));
      open.clear();
    },
    mend: () => page.context().setOffline(false),
  };
}

/** The addresses that a page asks for from now on. */
function countRequests(page: Page): string[] {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  return urls;
}

/** Whether a namespace lets somebody in. */
async function outcomeOf(socket: Socket): Promise<'in' | 'refused'> {
  try {
    return await new Promise((done) => {
      socket.once('connect', () => done('in'));
      socket.once('connect_error', () => done('refused'));
    });
  } finally {
    socket.disconnect();
  }
}
