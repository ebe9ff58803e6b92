import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, body, items, observed, position, post, session, start } from './service.fixture.js';

beforeAll(start, 30_000);
afterAll(() => app.close(), 30_000);

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
    expect(observed.seen).toMatchObject({
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
    expect(observed.seen.query).toEqual({ limit: 5 });
    await app.inject('/api/orders');
    expect(observed.seen.query).toEqual({ limit: 24 });
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
    const answered = await post(url, body);
    expect([answered.statusCode, answered.json().errors[0].path]).toEqual([400, '/params/id']);
  });

  it.each([
    ['half of a character in a field', '{"sku":"\\ud83d","quantity":1}', '/body/sku', /half of a character/],
    ['half of a character in a name', '{"sku":"bread","quantity":1,"\\udc00":1}', '/body', /a name that holds half/],
    ['U+0000', '{"sku":"bread\\u0000","quantity":1}', '/body/sku', /U\+0000/],
    ['bytes that are not UTF-8', Buffer.from('{"sku":"\xff"}', 'latin1'), '/body', /not UTF-8/],
    ['a number without end', '{"sku":"bread","quantity":1e400}', '/body/quantity', /integer/],
    ['no end of brackets', `{"sku":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, '/body/sku', /string/],
  ])('with %s in their body are refused, and the field is named', async (_, payload, path, message) => {
    const headers = { 'content-type': 'application/json', origin: 'http://localhost:8080' };
    const answered = await app.inject({ method: 'POST', url: items, payload, headers });
    expect(answered.statusCode).toBe(400);
    expect(answered.json().errors).toContainEqual({ path, message: expect.stringMatching(message) });
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
    expect((await post('/api/baskets', { a: 1 })).json().errors).toEqual([{ path: '/body', message: 'must be empty' }]);
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
