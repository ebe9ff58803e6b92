import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newGuest, testSession } from '../index.js';
import { app, body, items, observed, post, session, start } from './service.fixture.js';

beforeAll(start, 30_000);
afterAll(() => app.close(), 30_000);

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
    expect(observed.seen.principal).toEqual({ kind: 'guest', owner: guest.owner, owners: [guest.owner] });
    expect(guest.owner).toMatch(/^[0-9a-f]{64}$/);
    await app.inject({
      url: '/api/orders',
      headers: { cookie: `${session.guestCookie(guest)}; ${await session.cookie()}` },
    });
    expect(observed.seen.principal).toMatchObject({ kind: 'user', owner: 'user-1', owners: ['user-1', guest.owner] });
  });

  it('without any cookie are nobody', async () => {
    await app.inject('/api/orders');
    expect(observed.seen.principal).toEqual({ kind: 'nobody', owner: undefined, owners: [] });
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
