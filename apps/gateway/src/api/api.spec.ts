import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operations, type Operation } from '@shop/api';
import { get, origin, raw, start, stop, type Echo } from '../gateway.fixture.js';

beforeAll(start, 30_000);
afterAll(stop, 30_000);

describe('calls', () => {
  it.each(
    Object.entries<Operation>(operations)
      .filter(([, { app: name }]) => name !== 'review-api' && name !== 'gateway')
      .map(([name, operation]) => [name, operation] as const),
  )('%s reaches the process that answers it', async (_, { method, path, app: name }) => {
    const url = path.replace(/\{\w+\}/g, 'x-1');
    const answered = await fetch(`${origin}${url}?a=b%20c`, { method });
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ app: name, method, url: `${url}?a=b%20c` });
  });

  it('go on byte for byte, with cookies, origin and host, under one correlation id', async () => {
    const body = '{ "sku":"ünï",\n"quantity": 1e0 }';
    const answered = await fetch(`${origin}/api/baskets/b%2F1/items`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        cookie: 'a=b',
        origin: 'http://localhost:8080',
        'idempotency-key': 'k',
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
      },
    });
    const seen = (await answered.json()) as Echo;
    expect(seen).toMatchObject({ url: '/api/baskets/b%2F1/items', body });
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      cookie: 'a=b',
      origin: 'http://localhost:8080',
      host: new URL(origin).host,
      'idempotency-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-correlation-id': answered.headers.get('x-correlation-id'),
    });
    expect(seen.headers.forwarded).toBeUndefined();
  });

  it('bring the status of the process, whatever it is', async () => {
    for (const status of [201, 409, 503]) {
      const answered = await get('/api/baskets/b1', { 'x-status': String(status) });
      expect([answered.status, (await answered.json()) as Echo]).toEqual([
        status,
        expect.objectContaining({ app: 'basket-api' }),
      ]);
    }
  });

  it('to a process that is down are 503 with Retry-After', async () => {
    const answered = await get('/api/products/bread/reviews');
    expect(answered.status).toBe(503);
    expect(answered.headers.get('retry-after')).toBe('2');
    expect(answered.headers.get('content-type')).toMatch('application/problem+json');
    expect(await answered.json()).toMatchObject({ code: 'upstream.unavailable' });
  });

  it('with more than 64 KB are refused, announced or not', async () => {
    const post = (body: string | ReadableStream) =>
      fetch(`${origin}/api/baskets/b1/items`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        duplex: 'half',
      } as RequestInit);
    expect((await post('x'.repeat(65_536))).status).toBe(200);
    expect((await post('x'.repeat(65_537))).status).toBe(413);
    const stream = new Blob(['x'.repeat(70_000)]).stream();
    const answered = await post(stream as ReadableStream);
    expect([answered.status, await answered.json()]).toEqual([
      413,
      expect.objectContaining({ code: 'request.tooLarge' }),
    ]);
  });

  it.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api', 404],
    ['GET', '/.well-known/jwks.json', 404],
    ['GET', '/api/../health/live', 404],
    ['GET', '/api/baskets/..%2f..%2fmetrics', 400],
    ['GET', '/api/baskets/%2e%2e', 400],
    ['DELETE', '/api/baskets', 405],
    ['GET', '/api/baskets', 405],
    ['POST', '/shop/bread', 404],
    ['GET', '/api/baskets/%zz', 400],
  ])('%s %s is a problem %i', async (method, path, status) => {
    const answered = await raw(path, { method });
    expect(answered.statusCode).toBe(status);
    expect(answered.headers['content-type']).toMatch('application/problem+json');
    answered.resume();
  });
});

describe('the contract', () => {
  it('is served to programs and to people', async () => {
    const document = (await (await get('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, { links: Record<string, object> }> }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).length).toBe(
      new Set(Object.values<Operation>(operations).map(({ path }) => path)).size,
    );
    const { responses } = document.paths['/api/baskets']['post'];
    expect(responses[201].links.addItem).toEqual({
      operationId: 'addItem',
      parameters: { id: '$response.body#/basketId' },
    });
    const page = await (await get('/api/docs', { accept: 'text/html' })).text();
    expect(page).toContain('/api/baskets/{id}/checkout');
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
    expect((await get('/api/docs.css')).headers.get('content-type')).toMatch('text/css');
  });
});
