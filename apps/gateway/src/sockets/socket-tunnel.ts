import { request as startRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AppName } from '@shop/api';
import {
  clientKey,
  endSoon,
  forbidden,
  notFound,
  refuseConnection,
  tooManyRequests,
  unavailable,
  type ClientAddresses,
  type OriginPolicy,
  type ProblemError,
  type SecurityRecorder,
  type ServiceConfig,
} from '@shop/http';
import type { FastifyInstance } from 'fastify';
import { v7 as uuid } from 'uuid';
import { forwardedHeaders } from '../api/forwarded.js';
import { SOCKET_PATHS } from './socket-paths.js';

/** Websockets through one gateway, of all clients together; each is a socket to the browser and one to the process. */
const TUNNELS = 2_000;
/** Websockets of one client: a console has two, and an office may have one address. */
const TUNNELS_PER_CLIENT = 200;

/** What websockets are joined with. */
export interface TunnelOptions {
  readonly upstreams: Readonly<Record<AppName, string>>;
  readonly origins: OriginPolicy;
  readonly clients: ClientAddresses;
  readonly recorder: SecurityRecorder;
  readonly config: Pick<ServiceConfig, 'limits' | 'headersWithin' | 'quietFor'>;
}

/**
 * Joins a browser's websocket to the process that answers it, byte for byte. The process itself decides on the session,
 * its refusal reaches the browser as it is, and its heartbeats tell when either end is gone. Handshakes of another
 * site's page are refused here already, with 403: socket.io would say 400. So are those of a client that has many: a process
 * that doesn't answer, and a side that goes silent, hold a tunnel for a bounded time only.
 */
export function tunnelSockets(fastify: FastifyInstance, options: TunnelOptions): void {
  const open = new Set<Duplex>();
  const tunnels = new Tunnels(options.config.limits);
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A browser that goes away in the middle is no error of ours.
    socket.on('error', () => socket.destroy());
    const client = options.clients.of(request);
    const refuse = (problem: ProblemError) => {
      void options.recorder.refused({ action: 'openSocket', target: pathOf(request.url), client }, problem);
      refuseConnection(socket, problem);
    };
    if (options.origins.isForeign(request.headers)) {
      return refuse(forbidden('origin.foreign', "Websockets of another site's pages are refused."));
    }
    const app = answering(request.url);
    if (!app) return refuse(notFound('route.notFound', 'There is nothing at this address.'));
    const full = tunnels.add(clientKey(client), socket);
    if (full) refuse(full);
    else join({ request, socket, head, app }, options);
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

function pathOf(url = ''): string {
  return url.split('?', 1)[0].replace(/\/$/, '');
}

function answering(url?: string): AppName | undefined {
  return SOCKET_PATHS.get(pathOf(url));
}

/** Counts the websockets there are. */
class Tunnels {
  private all = 0;
  private readonly ofClients = new Map<string, number>();

  constructor(private readonly limits: boolean) {}

  /** Counts one until it is closed. @returns why there may not be one more */
  add(client: string, socket: Socket): ProblemError | undefined {
    const before = this.ofClients.get(client) ?? 0;
    if (this.limits && before >= TUNNELS_PER_CLIENT) {
      return tooManyRequests(
        'sockets.tooMany',
        `There are ${TUNNELS_PER_CLIENT} websockets of this client already.`,
        10,
      );
    }
    if (this.all >= TUNNELS) return unavailable('sockets.full', 'There are too many websockets just now.', 10);
    this.all += 1;
    this.ofClients.set(client, before + 1);
    socket.once('close', () => {
      this.all -= 1;
      const left = (this.ofClients.get(client) ?? 0) - 1;
      if (left > 0) this.ofClients.set(client, left);
      else this.ofClients.delete(client);
    });
    return undefined;
  }
}

/** A handshake, and the process that it is for. */
interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly app: AppName;
}

function join({ request, socket, head, app }: Handshake, { upstreams, clients, config }: TunnelOptions): void {
  const calling = startRequest(new URL(request.url ?? '/', upstreams[app]), {
    method: request.method,
    headers: forwardedHeaders(request.headers, request, clients, uuid()),
    agent: false,
    timeout: config.headersWithin,
  });
  // Until then nothing but silence is normal.
  calling.once('timeout', () => calling.destroy(new Error('no answer in time')));
  socket.once('close', () => calling.destroy());
  calling.once('upgrade', (answer, other, rest) => {
    other.on('error', () => socket.destroy());
    other.once('close', () => socket.destroy());
    socket.once('close', () => other.destroy());
    // Heartbeats go both ways: whoever is silent for that long is gone, or doesn't read.
    for (const end of [socket, other]) end.setTimeout(config.quietFor, () => end.destroy());
    socket.write(headOf(answer));
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) other.write(head);
    socket.pipe(other).pipe(socket);
  });
  calling.once('response', (answer) => {
    socket.write(headOf(answer, { connection: 'close' }));
    answer.pipe(socket);
    endSoon(socket);
  });
  calling.once('error', () => {
    if (!socket.destroyed)
      refuseConnection(socket, unavailable('upstream.unavailable', `${app} does not answer just now.`, 2));
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
