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

  it.each([
    '/nothing.js',
    '/.env',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/ops/..%2f..%2fsecret.txt',
    '/ops/main-ZZZZ0000.js',
  ])('do not have %s', async (path) => {
    const answered = await raw(path, { headers: { accept: '*/*' } });
    expect([400, 403, 404]).toContain(answered.statusCode);
    expect(answered.headers['content-type']).toMatch('application/problem+json');
    answered.resume();
  });
});
