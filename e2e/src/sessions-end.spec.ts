import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { ALERTS_NAMESPACE, LIVE_NAMESPACE, LIVE_PATH } from '@shop/api';
import { io, type Socket } from 'socket.io-client';
import { until } from '../../tools/testing/until.ts';
import { Caller } from './support/caller.ts';
import { expect, test } from './support/fixtures.ts';
import type { Person } from './support/people.ts';

/** Calls that need a session, each answered by another service; none of them asks the back office. */
const SERVICES = {
  'basket-api': 'exportShopping',
  'review-api': 'exportReviews',
  notifier: 'exportAlerts',
  'ops-api': 'exportOperations',
} as const;

type NewRequest = (options: { baseURL: string; storageState: object }) => Promise<APIRequestContext>;

/** Somebody who has a copy of a session's cookie: calls each service with it, and holds a socket of two of them open. */
class Thief {
  private readonly api: Caller;
  private readonly userId: string;
  private readonly sockets: ReadonlyMap<string, Socket>;

  private constructor(api: Caller, userId: string, sockets: ReadonlyMap<string, Socket>) {
    [this.api, this.userId, this.sockets] = [api, userId, sockets];
  }

  /** Copies the session of a person's browser, and sees that it is good for everything. */
  static async of({ context, user }: Person, baseURL: string, copy: NewRequest): Promise<Thief> {
    const storageState = await context.storageState();
    const request = await copy({ baseURL, storageState });
    const cookie = storageState.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const open = (namespace: string, path: string) =>
      io(`${baseURL}${namespace}`, {
        path,
        transports: ['websocket'],
        extraHeaders: { cookie },
        reconnection: false,
        forceNew: true,
      });
    const sockets = new Map([
      ['socket of notifier', open(ALERTS_NAMESPACE, '/socket.io')],
      ['socket of ops-api', open(LIVE_NAMESPACE, LIVE_PATH)],
    ]);
    const thief = new Thief(new Caller(request), user.userId, sockets);
    const connected = Array.from(
      sockets.values(),
      (socket) => new Promise<void>((done, failed) => socket.once('connect', done).once('connect_error', failed)),
    );
    await Promise.all(connected);
    for (const name of Object.values(SERVICES)) expect((await thief.call(name)).status()).toBe(200);
    return thief;
  }

  /**
   * Ends the session; resolves when nothing of what was copied is good for anything, to how long that took, in milliseconds.
   * @param end resolves to when the call that ended it was answered
   */
  async deadAfter(end: () => Promise<number>): Promise<Record<string, number>> {
    const closings = Array.from(this.sockets, async ([name, socket]) => {
      await new Promise((closed) => socket.once('disconnect', closed));
      return [name, Date.now()] as const;
    });
    const over = await end();
    const refusals = Object.entries(SERVICES).map(async ([service, name]) => {
      await until(`${service} to refuse it`, async () => (await this.call(name)).status() === 401);
      return [service, Date.now()] as const;
    });
    const all = await Promise.all([...refusals, ...closings]);
    return Object.fromEntries(all.map(([name, at]) => [name, Math.round(Math.max(0, at - over))]));
  }

  async leave(): Promise<void> {
    for (const socket of this.sockets.values()) socket.close();
    await this.api.request.dispose();
  }

  private call(name: (typeof SERVICES)[keyof typeof SERVICES]) {
    return this.api.send(name, { params: { userId: this.userId } });
  }
}

/** What somebody does to end the session; resolves to when that was answered. */
type End = (page: Page, person: Person, others: { readonly ops: Caller; readonly browser: Browser }) => Promise<number>;

/** Clicks; resolves to when the deletion that this asks for was answered, by the browser's own account. */
async function clickToSignOut(page: Page, click: () => Promise<void>): Promise<number> {
  const answering = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await click();
  const answered = await answering;
  expect(answered.status()).toBe(204);
  await answered.finished();
  const { startTime, responseEnd } = answered.request().timing();
  return startTime + responseEnd;
}

const ends: readonly (readonly [string, End])[] = [
  [
    'they sign out',
    async (page, { user }) => {
      await page.getByRole('button', { name: `Account of ${user.name}` }).click();
      return clickToSignOut(page, () => page.getByRole('menuitem', { name: 'Sign out' }).click());
    },
  ],
  [
    'they sign out everywhere, from another browser',
    async (page, person, { browser }) => {
      const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
      await new Caller(context.request).signIn(person);
      const other = await context.newPage();
      await other.goto('/account');
      const at = await clickToSignOut(other, () => other.getByRole('button', { name: 'Sign out everywhere' }).click());
      await expect(other.getByText('You are not signed in')).toBeVisible();
      await context.close();
      return at;
    },
  ],
  [
    'their role is taken away',
    async (_page, { user }, { ops }) => {
      await ops.ask('changeUser', { params: { userId: user.userId }, body: { roles: [] } });
      return Date.now();
    },
  ],
  [
    'they are deleted',
    async (_page, { user }, { ops }) => {
      await ops.ask('deleteUser', { params: { userId: user.userId } });
      return Date.now();
    },
  ],
];

for (const [what, end] of ends)
  test(`a copied session is dead at every service, and its sockets close, when ${what}`, async ({
    people,
    ops,
    shop,
    playwright,
    browser,
  }) => {
    const person = await people.register('Copied Cora');
    await ops.ask('changeUser', { params: { userId: person.user.userId }, body: { roles: ['ops.read'] } });
    await person.api.signIn(person);
    const page = await person.context.newPage();
    await page.goto('/');
    const thief = await Thief.of(person, shop.url, (options) => playwright.request.newContext(options as never));
    const took = await thief.deadAfter(() => end(page, person, { ops, browser }));
    // Printed, never asserted: how long it takes depends on the machine.
    const times = Object.entries(took).map(([name, ms]) => `${name} ${ms} ms`);
    console.log(`when ${what}: ${times.join(', ')}`);
    await thief.leave();
  });
