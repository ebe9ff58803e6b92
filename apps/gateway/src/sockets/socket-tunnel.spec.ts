import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
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

describe('a tunnel', () => {
  /** Handshakes over a connection of its own, which the test sees close. */
  const shakeHands = (path = '/socket.io/?EIO=4&transport=websocket'): Socket => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: shop\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
        'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    return socket;
  };

  it('is not waited for without end when its process takes the handshake and says nothing', async () => {
    const taken: Socket[] = [];
    const silent = createServer((socket) => taken.push(socket.on('error', () => undefined)));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await restart({ UPSTREAM_NOTIFIER: url, SHOP_HEADERS_WITHIN_MS: '200' });
    expect(await text(shakeHands())).toMatch(/^HTTP\/1\.1 503 [^]*"code":"upstream.unavailable"/);
    // The process's end of it is closed as well.
    for (const socket of taken) if (!socket.closed) await once(socket.resume(), 'close');
    silent.close();
    await restart();
  });

  it('ends when nothing moves in it, as when its browser has gone without a word', async () => {
    await restart({ SHOP_QUIET_FOR_MS: '200' });
    const socket = shakeHands();
    await once(socket, 'data');
    // It answers no heartbeat; the process would wait for longer.
    await once(socket, 'close');
    await restart();
  });

  it('ends after a refusal although its browser leaves it open', async () => {
    const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET /nothing HTTP/1.1\r\nhost: shop\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n');
    socket.on('error', () => undefined).resume();
    await once(socket, 'end');
    // Ours stays open; the gateway's end goes away by itself, so that writing to it fails.
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    const writing = setInterval(() => socket.write('x'), 50);
    await closed;
    clearInterval(writing);
  });

  it('is one of so many that a client may have', async () => {
    await restart();
    const sockets = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = shakeHands();
        const [head] = (await once(socket, 'data')) as [Buffer];
        expect(String(head)).toMatch(/^HTTP\/1\.1 101 /);
        return socket;
      }),
    );
    expect(await text(shakeHands())).toMatch(/^HTTP\/1\.1 429 [^]*"code":"sockets.tooMany"/);
    for (const socket of sockets) socket.destroy();
    // As soon as the gateway knows that they are gone.
    for (;;) {
      const socket = shakeHands();
      const [head] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      if (String(head).startsWith('HTTP/1.1 101 ')) break;
    }
  });
});
