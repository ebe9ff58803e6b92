import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, heard, origin, raw, start, stop, type Echo } from './gateway.fixture.js';

beforeAll(start, 30_000);
afterAll(stop, 30_000);

const accepting = { 'accept-encoding': 'gzip, deflate, br' };
const ask = async (headers: Record<string, string>, path = '/api/products') => {
  const answered = await raw(path, { headers });
  answered.resume();
  return { encoding: answered.headers['content-encoding'], vary: answered.headers['vary'] };
};

describe('compression', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('for who accepts %s is %s, and caches are told', async (accepted, encoding) => {
    const headers = { 'accept-encoding': accepted, 'x-padding': '2000' };
    expect(await ask(headers)).toEqual({ encoding, vary: 'accept-encoding' });
  });

  it('changes nothing of what is said', async () => {
    const answered = await get('/api/products?q=caf%C3%A9', { ...accepting, 'x-padding': '5000' });
    expect(answered.headers.get('content-encoding')).toBe('br');
    expect(answered.headers.get('content-length')).toBeNull();
    const { url, padding } = (await answered.json()) as Echo & { padding: string };
    expect([url, padding.length]).toEqual(['/api/products?q=caf%C3%A9', 5000]);
  });

  it('is for the contract too', async () => {
    expect(await ask(accepting, '/api/openapi.json')).toEqual({ encoding: 'br', vary: 'accept-encoding' });
  });

  it('is not for small answers', async () => {
    expect(await ask(accepting)).toEqual({ encoding: undefined, vary: undefined });
  });

  it('is not for what another site’s page asks for, because it may have chosen a part of the answer', async () => {
    const headers = { ...accepting, 'x-padding': '2000', 'sec-fetch-site': 'cross-site' };
    expect(await ask(headers)).toEqual({ encoding: undefined, vary: 'accept-encoding' });
  });

  it('is not for commands', async () => {
    const answered = await fetch(`${origin}/api/baskets`, {
      method: 'POST',
      headers: { ...accepting, 'x-padding': '2000' },
    });
    expect([answered.status, answered.headers.get('content-encoding')]).toEqual([200, null]);
    await answered.text();
  });

  it.each(['text/event-stream', 'application/json'])('holds no stream of %s back', async (type) => {
    const answered = await raw('/api/products', { headers: { ...accepting, 'x-stream': type } });
    expect(answered.headers['content-encoding']).toBeUndefined();
    // The second part is sent only once the first has arrived.
    answered.once('data', () => heard());
    const parts = await answered.toArray();
    expect(Buffer.concat(parts as Buffer[]).toString()).toContain('data: ');
  });
});
