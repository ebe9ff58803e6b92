import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { StaffRole } from '@shop/api';
import { Server } from 'socket.io';
import { ServiceConfig } from '../config/service-config.js';
import { tooManyRequests, type ProblemError } from '../problems/problem-error.js';
import { PROBLEM_CONTENT_TYPE } from '../problems/content-type.js';
import { problemOf } from '../problems/problem-of.js';
import { refuseConnection } from '../problems/refuse-connection.js';
import { ClientAddresses } from '../limits/client-address.js';
import { SecurityRecorder } from '../security/security-recorder.js';
import { Sessions } from '../sessions/sessions.js';

/** The largest message that a client may send, in bytes: it says hello and answers heartbeats, nothing more. */
const MESSAGE_BYTES = 4 * 1024;
/** A long poll is answered after so many milliseconds: before the gateway, or anything else on the way, gives up on it. */
const HEARTBEAT_EVERY = 15_000;
/** A connection that has joined no namespace by then is closed, in milliseconds. */
const JOIN_WITHIN = 10_000;
/** Connections of one user to one process: a console in each of so many tabs and windows. */
const CONNECTIONS_PER_USER = 50;

const DEFAULT_PATH = '/socket.io';

/** Where a socket.io server listens, and for whom. */
export interface SocketsOptions {
  readonly access: 'user' | StaffRole;
  /** Default: `/socket.io`. */
  readonly path?: string;
}

/** What engine.io tells of a connection. */
interface Connection {
  readonly request: IncomingMessage;
  close(discard?: boolean): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** Makes the socket.io servers of this process. All of them know who connects before there is a connection. */
@Injectable()
export class SocketServers {
  constructor(
    private readonly sessions: Sessions,
    private readonly clients: ClientAddresses,
    private readonly recorder: SecurityRecorder,
    @Inject(ServiceConfig) private readonly config: Pick<ServiceConfig, 'limits'>,
  ) {}

  /**
   * A socket.io server on an HTTP server. A handshake without a session that may connect is answered with a problem (401,
   * 403, 503), and one too many of a user with 429; neither becomes a connection, and both are security events. Each
   * namespace still needs
   * `Sessions.socketMiddleware`, which tells its handlers who it is.
   */
  open(http: HttpServer, { access, path = DEFAULT_PATH }: SocketsOptions): Server {
    const users = new WeakMap<IncomingMessage, string>();
    const connections = new Map<string, number>();
    const isFull = (userId: string) => this.config.limits && (connections.get(userId) ?? 0) >= CONNECTIONS_PER_USER;

    const record = (client: string, problem: ProblemError, actor?: string) =>
      void this.recorder.refused({ action: 'openSocket', actor, target: path, client }, problem);
    const turnAway = async (request: IncomingMessage, problem: ProblemError, userId?: string) => {
      // Afterwards the connection may be gone, and with it where it came from.
      const client = this.clients.of(request);
      refuse(request, problem);
      // A role that is missing is missing to somebody.
      record(client, problem, userId ?? (await this.userOf(request)));
    };

    const server = new Server(http, {
      path,
      serveClient: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      connectTimeout: JOIN_WITHIN,
      pingInterval: HEARTBEAT_EVERY,
      allowRequest: (request, decide) => {
        this.sessions.authenticateSocket(request, access).then(
          ({ userId }) => {
            if (isFull(userId)) return void turnAway(request, tooManyConnections(), userId);
            users.set(request, userId);
            decide(null, true);
          },
          (error: unknown) => void turnAway(request, problemOf(error)),
        );
      },
    });
    server.engine.on('connection', (connection: Connection) => {
      const userId = users.get(connection.request) as string;
      // Many handshakes at once were all allowed before the first of them became a connection.
      if (isFull(userId)) {
        record(this.clients.of(connection.request), tooManyConnections(), userId);
        return void connection.close(true);
      }
      connections.set(userId, (connections.get(userId) ?? 0) + 1);
      connection.once('close', () => {
        const left = (connections.get(userId) ?? 0) - 1;
        if (left > 0) connections.set(userId, left);
        else connections.delete(userId);
      });
    });
    return server;
  }

  private async userOf({ headers }: IncomingMessage): Promise<string | undefined> {
    const principal = await this.sessions.principalOf(headers).catch(() => undefined);
    return principal?.kind === 'user' ? principal.userId : undefined;
  }
}

const tooManyConnections = () =>
  tooManyRequests('sockets.tooMany', `There are ${CONNECTIONS_PER_USER} connections of this user already.`, 10);

/**
 * Answers a handshake by itself: engine.io would answer 400 or 403, without saying what is wrong. A decision that is never
 * taken holds nothing.
 */
function refuse(request: IncomingMessage & { res?: ServerResponse }, problem: ProblemError): void {
  const { res, socket } = request;
  // Of a websocket's handshake engine.io makes no `ServerResponse`.
  if (typeof res?.setHeader !== 'function') return refuseConnection(socket, problem);
  res.writeHead(problem.status, {
    'content-type': PROBLEM_CONTENT_TYPE,
    'cache-control': 'no-store',
    ...problem.headers,
  });
  res.end(JSON.stringify(problem.body()));
}
