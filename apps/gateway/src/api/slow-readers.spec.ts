import { once, type EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { slowReader } from '@shop/http/testing';
import { io } from 'socket.io-client';
import { origin, restart, SHOP, start, stop } from '../gateway.fixture.js';

let endless: Server;
beforeAll(async () => {
  await start();
  const piece = Buffer.alloc(64 * 1024, ' ');
  endless = createServer((_request, response) =>
    new Readable({
      read() {
        this.push(piece);
      },
    }).pipe(response),
  );
  endless.listen(0, '127.0.0.1');
  await once(endless, 'listening');
}, 30_000);
afterAll(async () => {
  await stop();
  endless.close();
}, 30_000);

it('who takes the answer of a process a little at a time loses the connection, the process its own, and no websocket ends', async () => {
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  await restart({ UPSTREAM_CATALOGUE_API: url, SHOP_ANSWER_WITHIN_MS: '300', SHOP_QUIET_FOR_MS: '60000' });
  const console = io(`${origin}/alerts`, {
    transports: ['websocket'],
    extraHeaders: { origin: SHOP },
    reconnection: false,
  });
  await once(console as unknown as EventEmitter, 'hello');

  const upstream = once(endless, 'connection') as Promise<[Socket]>;
  const slow = slowReader(Number(new URL(origin).port));
  slow.write('GET /api/products HTTP/1.1\r\nhost: shop\r\n\r\n');
  const [taken] = await upstream;
  await Promise.all([slow, taken].map((socket) => new Promise((gone) => socket.once('close', gone))));

  expect(await console.emitWithAck('ping me')).toBe('pong');
  console.close();
});
