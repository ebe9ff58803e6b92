import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { origin, raw, restart, start, stop } from '../gateway.fixture.js';
import { budgets } from './budgets.js';

// Thousands of requests are asked, and a busy machine is no failure.
jest.setTimeout(60_000);

let started = false;
/** A gateway with fresh budgets behind one trusted proxy, which says who calls. */
beforeEach(async () => {
  if (!started) await start();
  started = true;
  await restart({ SHOP_LIMITS: 'on', SHOP_TRUSTED_HOPS: '1' });
}, 30_000);
afterAll(stop, 30_000);

const ask = (path: string, client: string, method = 'GET') =>
  fetch(`${origin}${path}`, { method, headers: { 'x-forwarded-for': client } });
const many = async (count: number, path: string, client: string, method = 'GET') => {
  const statuses: number[] = [];
  for (let left = count; left > 0; left -= 50)
    statuses.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, left) }, () => ask(path, client, method)))).map(
        ({ status, body }) => (void body?.cancel(), status),
      ),
    );
  return statuses;
};
const requestsOf = (name: string) => budgets.find((budget) => budget.name === name)!.requests;

describe('a client', () => {
  it.each([
    ['reads', 'GET', '/api/products'],
    ['reads', 'GET', '/%61pi/products'],
    ['commands', 'POST', '/api/baskets/b1/items'],
    ['commands', 'DELETE', '/api/session'],
    ['openings', 'POST', '/api/baskets'],
    ['past', 'GET', '/api/products?at=2026-01-01T00:00:00Z'],
    ['waits', 'GET', '/api/baskets/b1?after=0190b0a0-0000-7000-8000-000000000000'],
  ])('has a budget of %s, and nobody else is refused when it is used up', async (name, method, path) => {
    const requests = requestsOf(name);
    const statuses = await many(requests + 50, path, '203.0.113.9', method);
    // The window may have ended meanwhile, and a new one begun.
    expect(statuses.slice(0, requests).every((status) => status === 200)).toBe(true);
    const refused = await untilRefused(() => ask(path, '203.0.113.9', method));
    expect(refused.headers.get('content-type')).toMatch('application/problem+json');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, code: `budget.${name}` });
    expect((await ask(path, '203.0.113.10', method)).status).toBe(200);
  });

  it('of IPv6 is its whole /64 network', async () => {
    await many(requestsOf('openings'), '/api/baskets', '2001:db8::1', 'POST');
    await untilRefused(() => ask('/api/baskets', '2001:db8::2', 'POST'));
    expect((await ask('/api/baskets', '2001:db8:0:1::1', 'POST')).status).toBe(200);
  });

  it('may load pages as often as it likes, and commands and reads take nothing from each other', async () => {
    await many(requestsOf('reads') + 1, '/api/products', '203.0.113.9');
    expect((await ask('/api/baskets/b1/items', '203.0.113.9', 'POST')).status).toBe(200);
    expect((await ask('/chunk-B-MvXsv5.js', '203.0.113.9')).status).toBe(200);
  });

  it('has no other way to ask than those that are counted', async () => {
    expect((await ask('/api/products', '203.0.113.9', 'HEAD')).status).toBe(405);
    const page = await raw('/', { method: 'HEAD', headers: { accept: 'text/html' } });
    expect(page.resume().statusCode).toBe(200);
    const answered = await raw('/api/products#?at=2026-01-01T00:00:00Z');
    expect(answered.resume().statusCode).toBe(400);
  });
});

describe('budgets', () => {
  it('are not kept where they are switched off', async () => {
    await restart({ SHOP_LIMITS: 'off' });
    const statuses = await many(requestsOf('openings') + 100, '/api/baskets', '203.0.113.9', 'POST');
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('are not got round by what a client says of itself', async () => {
    await restart({ SHOP_LIMITS: 'on', SHOP_TRUSTED_HOPS: '0' });
    let client = 0;
    await untilRefused(() => ask('/api/baskets', `203.0.113.${client++ % 250}`, 'POST'));
  });
});

/** Asks until it is refused: a window that ends in the middle of a test gives a whole new budget. */
async function untilRefused(asks: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answers = await Promise.all(Array.from({ length: 50 }, asks));
    const refused = answers.find(({ status }) => status === 429);
    for (const answer of answers) if (answer !== refused) void answer.body?.cancel();
    if (refused) return refused;
  }
}
