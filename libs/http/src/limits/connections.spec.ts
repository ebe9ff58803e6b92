import { type EventEmitter, once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createService, InternalServer, testSession } from '../index.js';
import { slowReader } from '../testing/slow-reader.js';

@Module({})
class Nothing {}

const LARGE = 64 * 1024 * 1024;
let app: NestFastifyApplication | undefined;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await app?.close();
  app = undefined;
});

/** Starts a service with limits of its own; `POST /read` reads a body, `GET /large` answers 64 MB. */
async function start(env: Record<string, string>, edge = false): Promise<number> {
  const session = await testSession();
  app = await createService({
    name: 'test',
    module: Nothing,
    edge,
    env: { ...session.env, ...env },
    sessionKeys: session.keys,
    configure: (fastify) => {
      fastify.post('/read', () => 'read');
      fastify.get('/large', (_request, reply) => reply.send(Buffer.alloc(LARGE)));
    },
  });
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as AddressInfo).port;
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('a client', () => {
  it.each([
    ['nothing', ''],
    ['half of its headers', 'GET / HTTP/1.1\r\nhost: shop\r\nx-slow: '],
    [
      'half of its body',
      'POST /read HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{',
    ],
    [
      'chunks without an end',
      'POST /read HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
    ],
  ])('that sends %s is told so and loses its connection', async (_, sent) => {
    const port = await start({
      SHOP_HEADERS_WITHIN_MS: '100',
      SHOP_REQUEST_WITHIN_MS: '200',
      SHOP_QUIET_FOR_MS: '60000',
    });
    const many = await Promise.all(Array.from({ length: 20 }, () => open(port)));
    const answers = many.map((socket) => {
      socket.write(sent);
      return text(socket);
    });
    // Each ends only because the service closes it.
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('"code":"request.tooSlow"');
    }
  });

  it('that goes on sending a little, again and again, loses its connection too', async () => {
    const port = await start({
      SHOP_HEADERS_WITHIN_MS: '100',
      SHOP_REQUEST_WITHIN_MS: '300',
      SHOP_QUIET_FOR_MS: '60000',
    });
    const socket = await open(port);
    socket.write(
      'POST /read HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n',
    );
    const trickle = setInterval(() => socket.write(' '), 10);
    const answer = await text(socket);
    clearInterval(trickle);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that does not read its answer loses its connection', async () => {
    const port = await start({ SHOP_QUIET_FOR_MS: '100' });
    const taken = once(app!.getHttpServer() as unknown as EventEmitter, 'connection') as Promise<[Socket]>;
    const socket = await open(port);
    socket.pause();
    const [ours] = await taken;
    const closed = once(ours, 'close');
    socket.write('GET /large HTTP/1.1\r\nhost: shop\r\n\r\n');
    await closed;
  });

  it('that takes its answer a little at a time loses its connection too, and one that takes its answers keeps it', async () => {
    const port = await start({ SHOP_QUIET_FOR_MS: '60000', SHOP_ANSWER_WITHIN_MS: '300' });
    const good = await open(port);
    const readers = Array.from({ length: 4 }, () => slowReader(port));
    let left = readers.length;
    for (const socket of readers) {
      sockets.push(socket);
      // It closes only because the service resets it: at this pace an answer takes ten minutes.
      socket.once('close', () => left--);
      socket.write('GET /large HTTP/1.1\r\nhost: shop\r\n\r\n');
    }
    while (left > 0) {
      good.write('GET /nothing HTTP/1.1\r\nhost: shop\r\n\r\n');
      expect(String(((await once(good, 'data')) as [Buffer])[0])).toMatch(/^HTTP\/1\.1 404 /);
    }
    expect(good.closed).toBe(false);
  });

  it('that speaks no HTTP is told so, as a problem', async () => {
    const port = await start({});
    const socket = await open(port);
    socket.write('hello\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it('that sends much as headers is told so, as a problem', async () => {
    const port = await start({});
    const socket = await open(port);
    socket.write(`GET / HTTP/1.1\r\nhost: shop\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await text(socket)).toContain('"code":"request.headersTooLarge"');
  });

  it('has so many connections to an edge at a time', async () => {
    const port = await start({}, true);
    const first = await open(port);
    await Promise.all(Array.from({ length: 499 }, () => open(port)));
    const tooMany = await open(port);
    await once(tooMany, 'close');
    first.destroy();
    // Connections are counted again when one is gone.
    for (;;) {
      const another = await open(port);
      another.write('GET /nothing HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n');
      if ((await text(another).catch(() => '')).startsWith('HTTP/1.1 404')) break;
    }
  });
});

describe('health and metrics', () => {
  it('of an edge are at a port of their own, and not where strangers are', async () => {
    const port = await start({}, true);
    const internal = await app!.get(InternalServer).listen();
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
      expect((await fetch(`http://127.0.0.1:${internal}${path}`)).status).toBe(200);
    }
  });
});
