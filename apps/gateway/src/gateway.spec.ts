import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as startRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { operations, type Operation } from '@shop/api';
import { createService, testSession } from '@shop/http';
import { fastify, type FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { APPS } from './config.js';
import { gateway } from './gateway.js';

interface Echo {
  app: string;
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A process behind the gateway: says what it was asked. */
async function echo(app: string): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 1_000_000 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.all('*', (request, reply) =>
    reply
      .status(request.headers['x-status'] ? Number(request.headers['x-status']) : 200)
      .header('retry-after', '1')
      .send({ app, method: request.method, url: request.raw.url, headers: request.headers, body: request.body }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server;
}

const portOf = (server: { server: { address(): unknown } }) => (server.server.address() as AddressInfo).port;

const SHOP = 'http://localhost:8080';
let folder: string;
let upstreams: Map<string, FastifyInstance>;
let app: NestFastifyApplication;
let origin: string;
let sockets: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  for (const [site, title] of [
    ['shop', 'Storefront'],
    ['ops', 'Ops console'],
  ]) {
    await mkdir(join(folder, site));
    await writeFile(join(folder, site, 'index.html'), `<title>${title}</title>`);
    await writeFile(join(folder, site, 'chunk-B-MvXsv5.js'), `/* ${title} */`);
    await writeFile(join(folder, site, 'fresh-broccoli.svg'), '<svg/>');
    await writeFile(join(folder, site, '.env'), 'SECRET=1');
  }
  await writeFile(join(folder, 'secret.txt'), 'secret');
  upstreams = new Map(await Promise.all(APPS.map(async (name) => [name, await echo(name)] as const)));
  sockets = new Server(upstreams.get('notifier')!.server, {
    serveClient: false,
  });
  sockets.of('/alerts').on('connection', (socket) => {
    socket.emit('hello', socket.handshake.headers);
    socket.on('ping me', (answer: (text: string) => void) => answer('pong'));
  });
  const { env } = await testSession();
  const urls = Object.fromEntries(
    [...upstreams].map(([name, server]) => [
      `UPSTREAM_${name.toUpperCase().replace('-', '_')}`,
      `http://127.0.0.1:${portOf(server)}`,
    ]),
  );
  const dead = { UPSTREAM_REVIEW_API: 'http://127.0.0.1:1' };
  app = await createService(
    gateway({ ...env, ...urls, ...dead, STOREFRONT_DIR: join(folder, 'shop'), OPS_CONSOLE_DIR: join(folder, 'ops') }),
  );
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app.close();
  await sockets.close();
  await Promise.all([...upstreams.values()].map((server) => server.close()));
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${origin}${path}`, { headers });
/** As it stands in the address: `fetch` would tidy it up. */
const raw = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = new URL(origin);
    startRequest({ port, host: '127.0.0.1', path, ...options }, resolve)
      .on('error', reject)
      .end();
  });

describe('calls', () => {
  it.each(
    Object.entries<Operation>(operations)
      .filter(([, { app: name }]) => name !== 'review-api')
      .map(([name, operation]) => [name, operation] as const),
  )('%s reaches the process that answers it', async (_, { method, path, app: name }) => {
    const url = path.replace(/\{\w+\}/g, 'x-1');
    const answered = await fetch(`${origin}${url}?a=b%20c`, { method });
    expect(answered.status).toBe(200);
    expect(await answered.json()).toMatchObject({ app: name, method, url: `${url}?a=b%20c` });
  });

  it('go on byte for byte, with cookies, origin and host, under one correlation id', async () => {
    const body = '{ "sku":"ünï",\n"quantity": 1e0 }';
    const answered = await fetch(`${origin}/api/baskets/b%2F1/items`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        cookie: 'a=b',
        origin: 'http://localhost:8080',
        'idempotency-key': 'k',
        'x-forwarded-for': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
      },
    });
    const seen = (await answered.json()) as Echo;
    expect(seen).toMatchObject({ url: '/api/baskets/b%2F1/items', body });
    expect(seen.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      cookie: 'a=b',
      origin: 'http://localhost:8080',
      host: new URL(origin).host,
      'idempotency-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-correlation-id': answered.headers.get('x-correlation-id'),
    });
    expect(seen.headers.forwarded).toBeUndefined();
  });

  it('bring the status of the process, whatever it is', async () => {
    for (const status of [201, 409, 503]) {
      const answered = await get('/api/baskets/b1', { 'x-status': String(status) });
      expect([answered.status, (await answered.json()) as Echo]).toEqual([
        status,
        expect.objectContaining({ app: 'basket-api' }),
      ]);
    }
  });

  it('to a process that is down are 503 with Retry-After', async () => {
    const answered = await get('/api/products/bread/reviews');
    expect(answered.status).toBe(503);
    expect(answered.headers.get('retry-after')).toBe('2');
    expect(answered.headers.get('content-type')).toMatch('application/problem+json');
    expect(await answered.json()).toMatchObject({ code: 'upstream.unavailable' });
  });

  it('with more than 64 KB are refused, announced or not', async () => {
    const post = (body: string | ReadableStream) =>
      fetch(`${origin}/api/baskets/b1/items`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        duplex: 'half',
      } as RequestInit);
    expect((await post('x'.repeat(65_536))).status).toBe(200);
    expect((await post('x'.repeat(65_537))).status).toBe(413);
    const stream = new Blob(['x'.repeat(70_000)]).stream();
    const answered = await post(stream as ReadableStream);
    expect([answered.status, await answered.json()]).toEqual([
      413,
      expect.objectContaining({ code: 'request.tooLarge' }),
    ]);
  });

  it.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api', 404],
    ['GET', '/.well-known/jwks.json', 404],
    ['GET', '/api/../health/live', 404],
    ['GET', '/api/baskets/..%2f..%2fmetrics', 400],
    ['GET', '/api/baskets/%2e%2e', 400],
    ['DELETE', '/api/baskets', 405],
    ['GET', '/api/baskets', 405],
    ['POST', '/shop/bread', 404],
    ['GET', '/api/baskets/%zz', 400],
  ])('%s %s is a problem %i', async (method, path, status) => {
    const answered = await raw(path, { method });
    expect(answered.statusCode).toBe(status);
    expect(answered.headers['content-type']).toMatch('application/problem+json');
    answered.resume();
  });
});

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

describe('the contract', () => {
  it('is served to programs and to people', async () => {
    const document = (await (await get('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, { links: Record<string, object> }> }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).length).toBe(
      new Set(Object.values<Operation>(operations).map(({ path }) => path)).size,
    );
    const { responses } = document.paths['/api/baskets']['post'];
    expect(responses[201].links.addItem).toEqual({
      operationId: 'addItem',
      parameters: { id: '$response.body#/basketId' },
    });
    const page = await (await get('/api/docs', { accept: 'text/html' })).text();
    expect(page).toContain('/api/baskets/{id}/checkout');
    expect(page).not.toMatch(/<script|style=|https?:\/\//);
    expect((await get('/api/docs.css')).headers.get('content-type')).toMatch('text/css');
  });
});
