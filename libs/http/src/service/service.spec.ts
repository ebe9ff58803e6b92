import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { operations, type Alert } from '@shop/api';
import { AppendFailed, Retriable } from '@shop/log-core';
import {
  answer,
  createService,
  currentCorrelationId,
  down,
  Handles,
  newGuest,
  notFound,
  Readiness,
  testSession,
  up,
  type AnswerOf,
  type RequestOf,
  type TestSession,
} from '../index.js';

const position = { topic: 'basket_events', partition: 0, offset: '7' };
const alert = { alertId: 'a' } as Alert;
let seen: {
  principal?: unknown;
  body?: unknown;
  query?: unknown;
  idempotencyKey?: string;
  correlationId?: string;
  current?: string;
  client?: string;
};
let trouble: Error | undefined;

@Controller()
class ShopController {
  @Handles(operations.addItem)
  addItem(request: RequestOf<typeof operations.addItem>): AnswerOf<typeof operations.addItem> {
    seen = { ...request, current: currentCorrelationId() };
    if (trouble) throw trouble;
    return answer(202, { position });
  }

  @Handles(operations.listOrders)
  async listOrders(request: RequestOf<typeof operations.listOrders>): Promise<AnswerOf<typeof operations.listOrders>> {
    seen = { ...request, current: currentCorrelationId() };
    return answer(200, { items: [], nextCursor: null });
  }

  @Handles(operations.openBasket)
  openBasket(): AnswerOf<typeof operations.openBasket> {
    return answer(201, { basketId: 'b1' }, { guest: newGuest() });
  }

  @Handles(operations.postReview)
  postReview(request: RequestOf<typeof operations.postReview>): AnswerOf<typeof operations.postReview> {
    return answer(201, { reviewId: request.principal.userId, event: { id: 'e', type: 'ReviewPosted' }, position });
  }

  @Handles(operations.acknowledgeAlert)
  acknowledge(): AnswerOf<typeof operations.acknowledgeAlert> {
    return answer(200, alert);
  }

  @Handles(operations.signOut)
  signOut(): AnswerOf<typeof operations.signOut> {
    return answer(204, undefined, { session: null });
  }
}

@Module({ controllers: [ShopController] })
class ShopModule {}

describe('a service', () => {
  let session: TestSession;
  let app: NestFastifyApplication;
  const items = '/api/baskets/b1/items';
  const body = { sku: 'bread', quantity: 2 };

  beforeAll(async () => {
    session = await testSession();
    app = await createService({ name: 'test', module: ShopModule, env: session.env, sessionKeys: session.keys });
  });
  afterAll(() => app.close());

  const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload: payload as object, headers });

  describe('requests', () => {
    it('reach the handler whole: parts, principal, key, correlation id', async () => {
      const answered = await post(items, body, {
        cookie: await session.cookie({ userId: 'u7', roles: ['ops'] }),
        'idempotency-key': 'k-1',
        'x-correlation-id': 'c-1',
        'x-forwarded-for': '192.0.2.7',
      });
      expect([answered.statusCode, answered.json(), answered.headers['x-correlation-id']]).toEqual([
        202,
        { position },
        'c-1',
      ]);
      expect(answered.headers['cache-control']).toBe('no-store');
      expect(seen).toMatchObject({
        params: { id: 'b1' },
        body,
        idempotencyKey: 'k-1',
        correlationId: 'c-1',
        current: 'c-1',
        client: '192.0.2.7',
        principal: { kind: 'user', userId: 'u7', owner: 'u7', owners: ['u7'], roles: ['ops'] },
      });
    });

    it('have their query coerced and its defaults filled in', async () => {
      await app.inject('/api/orders?limit=5&unknown=1');
      expect(seen.query).toEqual({ limit: 5 });
      await app.inject('/api/orders');
      expect(seen.query).toEqual({ limit: 24 });
    });

    it.each(['0x10', '+5', '5.5', '', '%205', '101', '1&limit=2'])('with limit=%s are refused', async (limit) => {
      const answered = await app.inject(`/api/orders?limit=${limit}`);
      expect([answered.statusCode, answered.json().errors[0].path]).toEqual([400, '/query/limit']);
    });

    it('name every wrong field of a body', async () => {
      const answered = await post(items, { sku: 'BREAD', quantity: 0, price: 1 });
      expect(answered.statusCode).toBe(400);
      expect(answered.json()).toMatchObject({ code: 'request.invalid', title: 'Bad Request', status: 400 });
      expect(
        answered
          .json()
          .errors.map(({ path }: { path: string }) => path)
          .sort(),
      ).toEqual(['/body/price', '/body/quantity', '/body/sku']);
    });

    it.each([
      ['an id with U+0000', '/api/baskets/a%00b/items'],
      ['an id of 201 characters', `/api/baskets/${'a'.repeat(201)}/items`],
    ])('with %s are refused', async (_, url) => {
      expect((await post(url, body)).statusCode).toBe(400);
    });

    it('with an id of 200 characters of several bytes are served', async () => {
      expect((await post(`/api/baskets/${encodeURIComponent('ü'.repeat(200))}/items`, body)).statusCode).toBe(202);
    });

    it('take an idempotency key of 1 to 200 printable characters', async () => {
      expect((await post(items, body, { 'idempotency-key': 'x'.repeat(200) })).statusCode).toBe(202);
      expect((await post(items, body, { 'idempotency-key': 'x'.repeat(201) })).statusCode).toBe(400);
      expect((await post(items, body, { 'idempotency-key': 'schlüssel' })).statusCode).toBe(400);
    });

    it('without a body where one belongs are refused, and the other way round', async () => {
      expect((await app.inject({ method: 'POST', url: items })).json().errors).toEqual([
        { path: '/body', message: 'is missing' },
      ]);
      expect((await post('/api/baskets', {})).statusCode).toBe(201);
      expect((await post('/api/baskets', { a: 1 })).json().errors).toEqual([
        { path: '/body', message: 'must be empty' },
      ]);
    });
  });

  describe('callers', () => {
    const review = '/api/products/bread/reviews';

    it('without a session get 401 where a user belongs', async () => {
      const answered = await post(review, { rating: 9 });
      expect([answered.statusCode, answered.json().code]).toEqual([401, 'session.missing']);
    });

    it.each(['garbage', 'a.b.c'])('with the session %s count as strangers', async (token) => {
      const answered = await post(review, { rating: 1, text: 'Dry.' }, { cookie: `shop_session_8080=${token}` });
      expect(answered.statusCode).toBe(401);
    });

    it('whose session has ended count as strangers', async () => {
      const cookie = await session.cookie({ expiresIn: -1 });
      expect((await post(review, { rating: 1, text: 'Dry.' }, { cookie })).statusCode).toBe(401);
    });

    it('whose session is of another shop count as strangers', async () => {
      const cookie = await (await testSession()).cookie();
      expect((await post(review, { rating: 1, text: 'Dry.' }, { cookie })).statusCode).toBe(401);
    });

    it('without the role get 403 where operations staff belong', async () => {
      const url = '/api/ops/alerts/a1/acknowledge';
      const answered = await post(url, undefined, { cookie: await session.cookie() });
      expect([answered.statusCode, answered.json().code]).toEqual([403, 'role.missing']);
    });

    it('with a guest cookie are guests, also beside a session', async () => {
      const guest = newGuest();
      await app.inject({ url: '/api/orders', headers: { cookie: session.guestCookie(guest) } });
      expect(seen.principal).toEqual({ kind: 'guest', owner: guest.owner, owners: [guest.owner] });
      expect(guest.owner).toMatch(/^[0-9a-f]{64}$/);
      await app.inject({
        url: '/api/orders',
        headers: { cookie: `${session.guestCookie(guest)}; ${await session.cookie()}` },
      });
      expect(seen.principal).toMatchObject({ kind: 'user', owner: 'user-1', owners: ['user-1', guest.owner] });
    });

    it('without any cookie are nobody', async () => {
      await app.inject('/api/orders');
      expect(seen.principal).toEqual({ kind: 'nobody', owner: undefined, owners: [] });
    });

    it.each([
      [{ origin: 'https://evil.example' }, 403],
      [{ origin: 'null' }, 403],
      [{ origin: 'http://localhost:8081' }, 403],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8080' }, 403],
      [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }, 202],
      [{ origin: 'http://127.0.0.1:8080' }, 202],
      [{ 'sec-fetch-site': 'none' }, 202],
      [{}, 202],
    ])('that send %j get %i', async (headers, status) => {
      const answered = await post(items, body, headers as Record<string, string>);
      expect(answered.statusCode).toBe(status);
    });

    it('from anywhere may read', async () => {
      expect((await app.inject({ url: '/api/orders', headers: { origin: 'https://evil.example' } })).statusCode).toBe(
        200,
      );
    });
  });

  describe('answers', () => {
    it('set cookies that no script can read', async () => {
      const opened = await post('/api/baskets', undefined);
      expect(opened.headers['set-cookie']).toMatch(
        /^shop_guest_8080=[\w-]{22}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
      );
      const out = await app.inject({ method: 'DELETE', url: '/api/session' });
      expect([out.statusCode, out.body]).toEqual([204, '']);
      expect(out.headers['set-cookie']).toMatch(/^shop_session_8080=; Max-Age=0;/);
    });

    it('that break the contract are ours to mend', async () => {
      const answered = await post('/api/ops/alerts/a1/acknowledge', undefined, {
        cookie: await session.cookie({ roles: ['ops'] }),
      });
      expect([answered.statusCode, answered.json().code]).toEqual([500, 'internal']);
    });

    it('have the headers of an API', async () => {
      const { headers } = await app.inject('/api/orders');
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
    });
  });

  describe('errors', () => {
    it.each([
      [new Retriable('database away'), 503, 'log.unavailable'],
      [new AppendFailed('no broker', false), 503, 'log.unavailable'],
      [new AppendFailed('no ack', true), 503, 'log.unknown'],
      [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'dependency.unavailable'],
      [new Error('x', { cause: Object.assign(new Error('y'), { code: '57P01' }) }), 503, 'dependency.unavailable'],
      [notFound('basket.notFound', 'There is no such basket.'), 404, 'basket.notFound'],
      [new Error('password=hunter2'), 500, 'internal'],
    ])('%s', async (error, status, code) => {
      trouble = error;
      const answered = await post(items, body);
      trouble = undefined;
      expect(answered.statusCode).toBe(status);
      expect(answered.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answered.json()).toMatchObject({ code, status, type: `urn:shop:problem:${code}` });
      expect(answered.body).not.toContain('hunter2');
      expect(answered.headers['retry-after'] !== undefined).toBe(status === 503);
    });

    it.each([
      ['GET', '/nowhere', 404, 'route.notFound'],
      ['GET', '/api/baskets/b1/items', 405, 'route.methodNotAllowed'],
      ['TRACE', '/api/orders', 405, 'route.methodNotAllowed'],
      ['QUERY', '/api/orders', 405, 'route.methodNotAllowed'],
      ['GET', '/api/baskets/%ff', 400, 'request.malformed'],
    ])('%s %s is %i', async (method, url, status, code) => {
      const answered = await app.inject({ method: method as 'GET', url });
      expect([answered.statusCode, answered.json().code]).toEqual([status, code]);
      if (status === 405) expect(answered.headers['allow']).toMatch(/GET|POST/);
    });

    it.each([
      ['application/json', '{"sku":', 400, 'request.malformed'],
      ['application/json', JSON.stringify({ sku: 'x'.repeat(65_536) }), 413, 'request.tooLarge'],
      ['text/plain', 'sku=bread', 415, 'request.mediaType'],
      ['application/x-www-form-urlencoded', 'sku=bread', 415, 'request.mediaType'],
    ])('a body of %s %.20s', async (type, payload, status, code) => {
      const answered = await app.inject({ method: 'POST', url: items, payload, headers: { 'content-type': type } });
      expect([answered.statusCode, answered.json().code]).toEqual([status, code]);
    });
  });

  describe('health', () => {
    it('is live, and ready while nothing is down', async () => {
      const readiness = app.get(Readiness);
      readiness.register('reader', () => up());
      expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
      expect((await app.inject('/health/ready')).statusCode).toBe(200);
      readiness.register('reader', () => down('the group is rebalancing'));
      readiness.register('database', () => Promise.reject(new Error('refused')));
      const answered = await app.inject('/health/ready');
      expect([answered.statusCode, answered.json()]).toEqual([
        503,
        {
          status: 'unready',
          checks: {
            process: { status: 'up' },
            reader: { status: 'down', detail: 'the group is rebalancing' },
            database: { status: 'down', detail: 'refused' },
          },
        },
      ]);
    });

    it('shows metrics by route, not by address', async () => {
      await app.inject('/api/orders?limit=3');
      const { body: metrics } = await app.inject('/metrics');
      expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="/api/orders",status="200"}');
      expect(metrics).not.toContain('limit=3');
    });
  });
});
