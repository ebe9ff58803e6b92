import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as startRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, testSession } from '@shop/http';
import { fastify, type FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { APPS } from './config.js';
import { gateway } from './gateway.js';

/** What a process behind the gateway was asked. */
export interface Echo {
  app: string;
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A process behind the gateway: says what it was asked; so much longer, or as a stream, if the request says so. */
async function echo(app: string): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 1_000_000 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.all('*', (request, reply) => {
    const { method, headers, body } = request;
    const status = Number(headers['x-status'] ?? /status=(\d+)/.exec(headers.cookie ?? '')?.[1] ?? 200);
    void reply.status(status).header('retry-after', '1');
    if (headers['x-stream']) return reply.type(String(headers['x-stream'])).send(slowly());
    const padding = ' '.repeat(Number(headers['x-padding'] ?? 0));
    const refused = status >= 400 && { code: 'echo.refused', detail: 'Refused.' };
    return reply.send({ app, method, url: request.raw.url, headers, body, padding, ...refused });
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return server;
}

/** A stream that says a first thing, and the next one only when the first was heard. */
function slowly(): Readable {
  const stream = new Readable({ read: () => undefined });
  const text = `data: ${' '.repeat(4000)}\n\n`;
  stream.push(text);
  heard = () => {
    stream.push(text);
    stream.push(null);
  };
  return stream;
}

/** Tells a stream that its first part was heard. */
export let heard: () => void;

const portOf = (server: { server: { address(): unknown } }) => (server.server.address() as AddressInfo).port;

/** Where browsers believe the shop to be. */
export const SHOP = 'http://localhost:8080';
let folder: string;
let upstreams: Map<string, FastifyInstance>;
let app: NestFastifyApplication;
/** Where the gateway listens. */
export let origin: string;
let sockets: Server;
let environment: Record<string, string>;

/** Starts a gateway before five processes that say what they were asked, and one that is down (review-api). */
export async function start(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  for (const [site, title] of [
    ['shop', 'Storefront'],
    ['ops', 'Ops console'],
  ]) {
    await mkdir(join(folder, site));
    await writeFile(join(folder, site, 'index.html'), `<title>${title}</title>`);
    await writeFile(join(folder, site, 'chunk-B-MvXsv5.js'), `/* ${title} */`);
    await writeFile(join(folder, site, 'fresh-broccoli.svg'), '<svg/>');
    await mkdir(join(folder, site, 'products'));
    await writeFile(join(folder, site, 'products', 'bread.svg'), '<svg/>');
    const script = `/* ${title} */${'shop(); '.repeat(500)}`;
    await writeFile(join(folder, site, 'main-AAAA0000.js'), script);
    await writeFile(join(folder, site, 'main-AAAA0000.js.br'), brotliCompressSync(script));
    await writeFile(join(folder, site, 'main-AAAA0000.js.gz'), gzipSync(script));
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
  environment = {
    ...env,
    ...urls,
    ...dead,
    STOREFRONT_DIR: join(folder, 'shop'),
    OPS_CONSOLE_DIR: join(folder, 'ops'),
    // Nobody listens there: the gateway does its work without the log.
    KAFKA_BROKERS: '127.0.0.1:1',
  };
  await listen();
}

async function listen(env: Readonly<Record<string, string>> = {}): Promise<void> {
  app = await createService(gateway({ ...environment, ...env }));
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

/** Ends the gateway and starts another one, on another port, with settings of its own. */
export async function restart(env: Readonly<Record<string, string>> = {}): Promise<void> {
  await app.close();
  await listen(env);
}

/** Stops everything. */
export async function stop(): Promise<void> {
  await app.close();
  await sockets.close();
  await Promise.all([...upstreams.values()].map((server) => server.close()));
  await rm(folder, { recursive: true });
}

export const get = (path: string, headers: Record<string, string> = {}) => fetch(`${origin}${path}`, { headers });
/** As it stands in the address: `fetch` would tidy it up. */
export const raw = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = new URL(origin);
    startRequest({ port, host: '127.0.0.1', path, ...options }, resolve)
      .on('error', reject)
      .end();
  });
