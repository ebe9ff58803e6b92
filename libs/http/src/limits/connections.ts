import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions } from 'fastify';
import type { ServiceConfig } from '../config/service-config.js';
import { badRequest, ProblemError } from '../problems/problem-error.js';
import { refuseConnection } from '../problems/refuse-connection.js';
import { clientKey } from './client-address.js';

/** Connections to one process, of all clients together. */
const CONNECTIONS = 4_000;
/** Connections of one client: browsers open 6 each, and an office may have one address. */
const CONNECTIONS_PER_CLIENT = 500;

/**
 * How long a client may take: to send its headers, to send all of its request, and to do nothing in the middle of an
 * answer. A connection that takes longer is closed, so that slow ones never add up. Nothing of ours is quiet for as long as
 * the last of them.
 */
export function timeLimits(config: Pick<ServiceConfig, 'headersWithin' | 'requestWithin' | 'quietFor'>) {
  const { headersWithin, requestWithin, quietFor } = config;
  return {
    requestTimeout: requestWithin,
    connectionTimeout: quietFor,
    keepAliveTimeout: quietFor,
    http: {
      headersTimeout: headersWithin,
      requestTimeout: requestWithin,
      // Node.js looks only so often for who is late; every 30 s unless told otherwise.
      connectionsCheckingInterval: Math.min(1_000, headersWithin),
    },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else refuseConnection(socket, problemOfConnection(error.code));
    },
  } satisfies FastifyHttpOptions<Server>;
}

function problemOfConnection(code: string | undefined): ProblemError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError(408, 'request.tooSlow', 'The request took too long to arrive.');
    case 'HPE_HEADER_OVERFLOW':
      return new ProblemError(431, 'request.headersTooLarge', 'The headers are larger than 16 KB.');
    default:
      return badRequest('request.malformed', 'This is no request of HTTP.');
  }
}

/**
 * Bounds how long a client may take over an answer, from the headers of its request to the last byte that it takes. One
 * that takes a little now and then is never quiet, and would hold its connection and the answer for as long as it likes.
 * The connection is reset, so that the operating system doesn't keep what was not taken. Websockets are no answers.
 * @param within in milliseconds
 */
export function limitAnswers(server: Server, within: number): void {
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const late = setTimeout(() => socket.resetAndDestroy(), within).unref();
    response.once('close', () => clearTimeout(late));
  });
}

/**
 * Bounds how many connections there are at a time, of all clients and of each. A connection one too many is closed at once.
 * @param perClient false where all connections are those of a proxy
 */
export function limitConnections(server: Server, perClient: boolean): void {
  server.maxConnections = CONNECTIONS;
  if (!perClient) return;
  const connections = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const client = clientKey(socket.remoteAddress ?? '');
    const before = connections.get(client) ?? 0;
    if (before >= CONNECTIONS_PER_CLIENT) return void socket.destroy();
    connections.set(client, before + 1);
    socket.once('close', () => {
      const left = (connections.get(client) ?? 0) - 1;
      if (left > 0) connections.set(client, left);
      else connections.delete(client);
    });
  });
}
