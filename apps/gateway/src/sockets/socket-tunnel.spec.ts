import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { origin, raw, restart, SHOP, start, stop } from '../gateway.fixture.js';

beforeAll(start, 30_000);
afterAll(stop, 30_000);

describe('websockets', () => {
  it('are joined to their process, with origin, host and address', async () => {
    const client = io(`${origin}/alerts`, {
      transports: ['websocket'],
      extraHeaders: { origin: SHOP, cookie: 'a=b' },
      reconnection: false,
    });
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      client.once('hello', resolve).once('connect_error', reject);
    });
    expect(headers).toMatchObject({
      origin: SHOP,
      host: new URL(origin).host,
      cookie: 'a=b',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(await client.emitWithAck('ping me')).toBe('pong');
    client.close();
  });

  it('may begin by long polling', async () => {
    const client = io(`${origin}/alerts`, { transports: ['polling'], reconnection: false });
    await new Promise((resolve, reject) => client.once('hello', resolve).once('connect_error', reject));
    expect(await client.emitWithAck('ping me')).toBe('pong');
    client.close();
  });

  it('end when the gateway does, long polls too', async () => {
    const clients = ['websocket', 'polling'].map((transport) =>
      io(`${origin}/alerts`, { transports: [transport], extraHeaders: { origin: SHOP }, reconnection: false }),
    );
    await Promise.all(
      clients.map(
        (client) => new Promise((resolve, reject) => client.once('hello', resolve).once('connect_error', reject)),
      ),
    );
    const gone = clients.map((client) => new Promise((resolve) => client.once('disconnect', resolve)));
    await restart();
    expect(await Promise.all(gone)).toEqual(['transport close', 'transport error']);
  });

  it.each([
    ['/socket.io/?EIO=4&transport=websocket', { origin: 'https://evil.example' }, 403],
    ['/api/baskets', {}, 404],
    ['/socket.iox/', {}, 404],
  ])('to %s with %j are refused with %i', async (path, headers, status) => {
    const answered = await raw(path, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...(headers as Record<string, string>),
      },
    });
    expect(answered.statusCode).toBe(status);
    answered.resume();
  });
});
