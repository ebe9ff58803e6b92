import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dealWithAlerts } from './alerts.ts';
import { Deadline, OpsClient } from './ops-client.ts';

const SESSION = 'shop_session_8080=a.b.c';
const account = { email: 'ops@shop.example', password: 'right' };
const reviewIds = Array.from({ length: 12 }, (_, i) => `review-${i}`);

/** As much of the notifier's and the back office's interface as the seed uses, in the words of the contract. */
class Shop {
  readonly statuses = new Map<string, string>();
  readonly steps = new Map<string, string>();
  unavailable = 0;
  #server: Server | undefined;

  async open(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const { status, body } = this.answer(request, await text(request));
      const cookie = request.url === '/api/session' && { 'set-cookie': `${SESSION}; Path=/; HttpOnly; SameSite=Lax` };
      response.writeHead(status, { 'content-type': 'application/json', ...cookie }).end(JSON.stringify(body));
    });
    await new Promise<void>((listening) => this.#server?.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  raise(reviewId: string): void {
    this.statuses.set(`alert-of-${reviewId}`, 'open');
  }

  unresolved(): string[] {
    return [...this.statuses].flatMap(([id, status]) => (status === 'resolved' ? [] : [id]));
  }

  private answer(request: IncomingMessage, body: string): { status: number; body: unknown } {
    if (this.unavailable-- > 0) return { status: 503, body: { code: 'readModel.behind' } };
    if (request.url === '/api/session')
      return JSON.parse(body).password === 'right' ? { status: 200, body: {} } : { status: 401, body: {} };
    if (request.headers.cookie !== SESSION) return { status: 401, body: {} };
    if (request.method === 'GET') {
      const items = [...this.statuses].map(([alertId, status]) => ({
        alertId,
        status,
        reviewId: alertId.slice(9),
        raisedAt: '2026-11-21T09:30:00.000Z',
      }));
      return { status: 200, body: { items: items.reverse(), nextCursor: null } };
    }
    const [, alertId = '', step = ''] = /\/alerts\/([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const key = String(request.headers['idempotency-key']);
    if (!this.steps.has(key) && step === 'resolve') this.statuses.set(alertId, 'resolved');
    this.steps.set(key, `${alertId} ${step}`);
    return { status: 200, body: {} };
  }
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}

let shop: Shop;
let origin: string;
beforeEach(async () => {
  shop = new Shop();
  origin = await shop.open();
});
afterEach(() => shop.close());

const signIn = (password = 'right') => OpsClient.signIn(origin, { ...account, password }, new Deadline(5, 'Too late'));

describe('dealing with the alerts', () => {
  it('leaves the latest five unresolved, one of them snoozed', async () => {
    reviewIds.forEach((id) => shop.raise(id));
    await dealWithAlerts(await signIn(), reviewIds, 'olu');
    expect(shop.unresolved().sort()).toEqual(reviewIds.slice(0, 5).map((id) => `alert-of-${id}`));
    expect(new Set(shop.steps.values())).toContain('alert-of-review-0 notes');
    expect(new Set(shop.steps.values())).toContain('alert-of-review-1 snooze');
  });

  it('waits for alerts that are not raised yet, and for a service that is behind', async () => {
    reviewIds.slice(2).forEach((id) => shop.raise(id));
    const client = await signIn();
    shop.unavailable = 2;
    const done = dealWithAlerts(client, reviewIds, 'olu');
    reviewIds.slice(0, 2).forEach((id) => shop.raise(id));
    await done;
    expect(shop.unresolved()).toHaveLength(5);
  });

  it('does nothing twice', async () => {
    reviewIds.forEach((id) => shop.raise(id));
    await dealWithAlerts(await signIn(), reviewIds, 'olu');
    const steps = new Map(shop.steps);
    await dealWithAlerts(await signIn(), reviewIds, 'olu');
    expect(shop.steps).toEqual(steps);
  });
});

describe('the client', () => {
  it('says what the shop said no to', async () => {
    await expect(signIn('wrong')).rejects.toThrow(/\/api\/session answered 401/);
  });

  it('gives up in time, and says what it waited for', async () => {
    shop.unavailable = 1_000;
    const tooLate = new Deadline(0, 'Operations could not sign in');
    await expect(OpsClient.signIn(origin, account, tooLate)).rejects.toThrow(/could not sign in: .*answers 503/);
  });
});
