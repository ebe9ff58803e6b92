import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, raw, start, stop } from '../gateway.fixture.js';

beforeAll(start, 30_000);
afterAll(stop, 30_000);

describe('front ends', () => {
  it.each([
    ['/', 'Storefront'],
    ['/products/bread', 'Storefront'],
    ['/ops/', 'Ops console'],
    ['/ops', 'Ops console'],
    ['/ops/alerts/a1?status=open', 'Ops console'],
    ['/ops/dead-letters/letters/reviews.3.42.review-pipeline.clean', 'Ops console'],
    ['/ops/dead-letters/letters/reviews%2F3%2F42:review-pipeline.clean', 'Ops console'],
    ['/product/v1.2:%E2%98%95%20caf%C3%A9.svg?at=2026-11-28T08:00:00.000Z', 'Storefront'],
    ['/orders/main-AAAA0000.js', 'Storefront'],
  ])('%s is a page of %s', async (path, title) => {
    const answered = await get(path, { accept: 'text/html' });
    expect([answered.status, await answered.text()]).toEqual([200, `<title>${title}</title>`]);
    expect(answered.headers.get('cache-control')).toBe('no-cache');
    expect(answered.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keep hashed files for ever, and ask about others', async () => {
    expect((await get('/chunk-B-MvXsv5.js')).headers.get('cache-control')).toContain('immutable');
    expect(await (await get('/ops/chunk-B-MvXsv5.js')).text()).toBe('/* Ops console */');
    const picture = await get('/fresh-broccoli.svg');
    expect(picture.headers.get('cache-control')).toBe('no-cache');
    const etag = picture.headers.get('etag') as string;
    const again = await raw('/fresh-broccoli.svg', { headers: { 'if-none-match': etag } });
    expect(again.resume().statusCode).toBe(304);
  });

  it('serve the form of a file that a browser accepts, each with its own ETag', async () => {
    const forms = await Promise.all(
      ['identity', 'gzip', 'gzip, deflate, br'].map(async (accepted) => {
        const { headers } = (await raw('/main-AAAA0000.js', { headers: { 'accept-encoding': accepted } })).resume();
        expect(headers).toMatchObject({
          'content-type': 'application/javascript; charset=utf-8',
          vary: 'accept-encoding',
        });
        expect(headers['cache-control']).toContain('immutable');
        return headers;
      }),
    );
    expect(forms.map((headers) => headers['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
    expect(new Set(forms.map(({ etag }) => etag)).size).toBe(3);
    expect(await (await get('/main-AAAA0000.js')).text()).toContain('shop(); ');
  });

  it.each([
    '/nothing.js',
    '/.env',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/ops/..%2f..%2fsecret.txt',
    '/ops/main-ZZZZ0000.js',
    '/products/nothing.svg',
  ])('do not have %s', async (path) => {
    for (const accept of ['*/*', 'text/html,*/*;q=0.8']) {
      const answered = await raw(path, { headers: { accept } });
      expect([400, 403, 404]).toContain(answered.statusCode);
      expect(answered.headers['content-type']).toMatch('application/problem+json');
      answered.resume();
    }
  });
});
