import { request as startRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppName } from '@shop/api';
import { forbidden, notFound, refuseUpgrade, unavailable, type OriginPolicy } from '@shop/http';
import type { FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';
import { forwardedHeaders } from '../api/forwarded.js';
import { SOCKET_PATHS } from './socket-paths.js';

/**
 * Joins a browser's websocket to the process that answers it, byte for byte. The process itself decides on the session,
 * its refusal reaches the browser as it is, and its heartbeats tell when either end is gone. Handshakes of another
 * site's page are refused here already, with 403: socket.io would say 400.
 */
export function tunnelSockets(
  fastify: FastifyInstance,
  upstreams: Readonly<Record<AppName, string>>,
  origins: OriginPolicy,
): void {
  const open = new Set<Duplex>();
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A browser that goes away in the middle is no error of ours.
    socket.on('error', () => socket.destroy());
    const app = answering(request.url);
    if (origins.isForeign(request.headers)) {
      refuseUpgrade(socket, forbidden('origin.foreign', "Websockets of another site's pages are refused."));
    } else if (app) join(request, socket, head, app, upstreams[app]);
    else refuseUpgrade(socket, notFound('route.notFound', 'There is nothing at this address.'));
  });
  // A long poll is such a connection too, and would hold up the end of the process; other requests are let finish.
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    if (answering(raw.url)) {
      open.add(raw.socket);
      raw.socket.once('close', () => open.delete(raw.socket));
    }
    done();
  });
  fastify.addHook('onResponse', ({ raw }, _reply, done) => {
    open.delete(raw.socket);
    done();
  });
  fastify.addHook('preClose', (done) => {
    for (const socket of open) socket.destroy();
    done();
  });
}

function answering(url = ''): AppName | undefined {
  return SOCKET_PATHS.get(url.split('?', 1)[0].replace(/\/$/, ''));
}

function join(request: IncomingMessage, socket: Duplex, head: Buffer, app: AppName, upstream: string): void {
  const calling = startRequest(new URL(request.url ?? '/', upstream), {
    method: request.method,
    headers: forwardedHeaders(request.headers, request, uuid()),
    agent: false,
  });
  socket.once('close', () => calling.destroy());
  calling.once('upgrade', (answer, other, rest) => {
    other.on('error', () => socket.destroy());
    other.once('close', () => socket.destroy());
    socket.once('close', () => other.destroy());
    socket.write(headOf(answer));
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) other.write(head);
    socket.pipe(other).pipe(socket);
  });
  calling.once('response', (answer) => {
    socket.write(headOf(answer, { connection: 'close' }));
    answer.pipe(socket);
  });
  calling.once('error', () => {
    if (!socket.destroyed)
      refuseUpgrade(socket, unavailable('upstream.unavailable', `${app} does not answer just now.`, 2));
  });
  calling.end();
}

/** Status line and headers as they came, but for those given. */
function headOf(
  { statusCode, statusMessage, rawHeaders }: IncomingMessage,
  instead: Record<string, string> = {},
): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at].toLowerCase();
    // The body of a refusal was taken out of its chunks by now; the end of the connection ends it.
    if (!(name in instead) && name !== 'transfer-encoding') lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  }
  for (const [name, value] of Object.entries(instead)) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
