import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import { operations, type AppName, type Operation } from '@shop/api';
import { routeOf, unavailable, type ClientAddresses, type ProblemFilter } from '@shop/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Send } from '../compression.js';
import { SOCKET_PATHS } from '../sockets/socket-paths.js';
import { forwardedHeaders } from './forwarded.js';

/** Longer than any service takes: they answer, or give up, within a few seconds. */
const TIMEOUT = 20_000;

/** What a process answered; the proxy's own types know less of it. */
interface Answer {
  readonly stream: Readable;
}

/** What calls are passed on with. */
export interface ProxyOptions {
  readonly upstreams: Readonly<Record<AppName, string>>;
  readonly filter: ProblemFilter;
  readonly send: Send;
  readonly clients: ClientAddresses;
}

/** Routes of one method that one process answers. */
interface Group {
  readonly app: AppName;
  readonly method: Operation['method'];
  readonly paths: string[];
}

/**
 * Passes every operation of the contract on to the process that answers it; what isn't in the contract isn't routed, so
 * health, metrics and keys of the services stay inside. Bodies are neither parsed nor changed, only kept to 64 KB.
 */
export function proxyOperations(fastify: FastifyInstance, { upstreams, filter, send, clients }: ProxyOptions): void {
  void fastify.register((scope, _options, done) => {
    scope.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    for (const { app, method, paths } of groups()) {
      void scope.register(httpProxy, {
        upstream: upstreams[app],
        routes: paths,
        httpMethods: [method],
        proxyPayloads: false,
        disableRequestLogging: true,
        undici: { connections: 256, headersTimeout: TIMEOUT, bodyTimeout: TIMEOUT },
        destroyAgent: true,
        handler: passOn,
        replyOptions: {
          rewriteRequestHeaders: rewriteWith(clients),
          onResponse: (_request, reply, answer) => send(reply as FastifyReply, (answer as unknown as Answer).stream),
          // A 503 is for the caller to see: by default it would be tried again, up to ten times.
          retryDelay: () => null,
          onError: (reply, { error }) => answerAway(reply as FastifyReply, app, error, filter),
        },
      } as FastifyHttpProxyOptions);
    }
    done();
  });
}

/** The contract's operations, and the long polling of socket.io, by process and method. */
function groups(): Group[] {
  const found = new Map<string, Group>();
  const add = (app: AppName, method: Operation['method'], path: string) => {
    const group = found.get(`${app} ${method}`) ?? { app, method, paths: [] };
    group.paths.push(path);
    found.set(`${app} ${method}`, group);
  };
  for (const { app, method, path } of Object.values<Operation>(operations))
    if (app !== 'gateway') add(app, method, routeOf(path));
  for (const [path, app] of SOCKET_PATHS) {
    add(app, 'GET', `${path}/`);
    add(app, 'POST', `${path}/`);
  }
  return [...found.values()];
}

type ReplyOptions = Parameters<FastifyReply['from']>[1];

/** The body goes on byte for byte, with the content type it came with. */
function passOn(request: FastifyRequest, reply: FastifyReply, target: string, options: ReplyOptions): FastifyReply {
  const body = request.body as Buffer | undefined;
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  return reply.from(target, body === undefined ? options : { ...options, body, contentType });
}

const rewriteWith = (clients: ClientAddresses) => (request: FastifyRequest, headers: IncomingHttpHeaders) => {
  const passed = forwardedHeaders(headers, request.raw, clients, request.id);
  for (const name of ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect']) delete passed[name];
  // Of the body only its length as we read it counts; a GET's body is never read, so it has none.
  delete passed['content-length'];
  const length = headers['content-length'];
  return length === undefined || request.body === undefined ? passed : { ...passed, 'content-length': length };
};

function answerAway(reply: FastifyReply, app: AppName, error: unknown, filter: ProblemFilter): void {
  const problem = unavailable('upstream.unavailable', `${app} does not answer just now.`, 2, error);
  filter.answer(problem, reply.request, reply);
}
