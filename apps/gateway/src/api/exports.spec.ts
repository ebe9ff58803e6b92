import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonExport, Problem } from '@shop/api';
import { get, start, stop, type Echo } from '../gateway.fixture.js';

beforeAll(start, 30_000);
afterAll(stop, 30_000);

describe('what is held about a person', () => {
  it('is gathered from every service as the caller, and a part that is away is named', async () => {
    const answered = await get('/api/users/u%2F1/export', {
      cookie: 'shop_session_8080=x',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('content-disposition')).toContain('attachment');
    expect(answered.headers.get('cache-control')).toBe('no-store');
    const found = (await answered.json()) as PersonExport;
    expect(found).toMatchObject({
      userId: 'u/1',
      complete: false,
      // The one that is down in these tests.
      missing: [{ part: 'reviews', reason: 'upstream.unavailable' }],
      reviews: null,
    });
    const asked = (part: keyof PersonExport) => found[part] as unknown as Echo;
    expect(asked('account')).toMatchObject({ app: 'backoffice-api', url: '/api/users/u%2F1/export/account' });
    expect(asked('shopping')).toMatchObject({ app: 'basket-api', url: '/api/users/u%2F1/export/shopping' });
    expect(asked('alerts')).toMatchObject({ app: 'notifier', url: '/api/users/u%2F1/export/alerts' });
    expect(asked('operations')).toMatchObject({ app: 'ops-api', url: '/api/users/u%2F1/export/operations' });
    expect(asked('alerts').headers).toMatchObject({
      cookie: 'shop_session_8080=x',
      'x-forwarded-for': '127.0.0.1',
      'x-correlation-id': answered.headers.get('x-correlation-id'),
    });
  });
});

describe('an export that is not the caller’s', () => {
  it('is refused as the services refuse it', async () => {
    const answered = await get('/api/users/u1/export', { cookie: 'status=404' });
    expect(answered.status).toBe(404);
    expect(answered.headers.get('content-type')).toMatch('application/problem+json');
    expect((await answered.json()) as Problem).toMatchObject({ code: 'echo.refused', detail: 'Refused.' });
  });
});
