import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, Server } from 'node:http';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { readServiceConfig, type ServiceConfig } from '../config/service-config.js';
import { Metrics } from '../health/metrics.js';
import { Readiness } from '../health/readiness.js';
import { serveHealth } from '../health/serve-health.js';
import { logRequests } from '../logging/access-log.js';
import { ClientAddresses } from '../limits/client-address.js';
import { limitAnswers, limitConnections, timeLimits } from '../limits/connections.js';
import { CORRELATION_HEADER, correlateRequests, correlationIdOf } from '../logging/correlation.js';
import { createLogger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { badRequest } from '../problems/problem-error.js';
import { problemOf } from '../problems/problem-of.js';
import { ProblemFilter, sendProblem } from '../problems/problem.filter.js';
import { Routes } from '../problems/routes.js';
import { FoldedRevocations, type Revocations } from '../sessions/revocations.js';
import { SessionKeys } from '../sessions/session-keys.js';
import { HttpModule } from './http.module.js';
import { Transports } from './transports.js';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 64 * 1024;

/** The longest path parameter as it stands in the address: 200 characters, percent-encoded up to 12 for 1. */
const MAX_PARAMETER = 200 * 12;

/** What a service is made of. */
export interface ServiceOptions {
  /** `basket-api`. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  /** Instead of `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether strangers call it themselves, as they call the gateway; everything else is called by the gateway. Health and
   * metrics of an edge are at a port of their own (`InternalServer`).
   */
  readonly edge?: boolean;
  /** Instead of the keys at `JWKS_URL`. */
  readonly sessionKeys?: SessionKeys;
  /** Instead of those that `LogModule` folds from the topic. Until somebody knows them, no session can be verified. */
  readonly revocations?: Revocations;
  /** Instead of the strict ones of an API that sends no pages; called with the service's configuration. */
  readonly helmet?: (config: ServiceConfig) => FastifyHelmetOptions;
  /** What isn't an operation: called before the routes of the modules are added. */
  readonly configure?: (fastify: FastifyInstance, app: NestFastifyApplication) => void | Promise<void>;
  /** Instead of stdout. */
  readonly logger?: Logger;
}

/** Headers of an API: its answers are data, never a page. */
const apiHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
};

@Module({})
class ServiceModule {}

/**
 * A service that answers `app.inject(...)` but doesn't listen yet.
 * @throws ConfigError when its environment is wrong, and what its modules throw while they start
 */
export async function createService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const config = readServiceConfig(options.name, options.env ?? process.env);
  const logger = options.logger ?? createLogger(config.name, config.logLevel);
  const keys = options.sessionKeys ?? SessionKeys.from(config.jwksUrl);
  const revocations = options.revocations ?? new FoldedRevocations();
  // Services are called by the gateway, which says whom it was called by in a header that it sets anew.
  const clients = new ClientAddresses(options.edge ? config.trustedHops : 1);
  const root = {
    module: ServiceModule,
    imports: [HttpModule.of(config, logger, keys, clients, revocations), options.module],
  };
  const adapter = new FastifyAdapter({
    ...timeLimits(config),
    bodyLimit: BODY_LIMIT,
    // The contract has no HEAD, and budgets would have to count it.
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    genReqId: (request: IncomingMessage) => correlationIdOf(request.headers[CORRELATION_HEADER]),
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error)),
    logger: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  correlateRequests(fastify);
  app.get(Routes).watch(fastify);
  app.get(Metrics).measure(fastify);
  logRequests(fastify, logger);
  await fastify.register(helmet, {
    hsts: config.shopOrigin.startsWith('https:'),
    ...(options.helmet ? options.helmet(config) : apiHeaders),
  } as FastifyHelmetOptions);
  readJsonOnly(fastify);
  limitAnswers(fastify.server as Server, config.answerWithin);
  if (!options.edge) serveHealth(fastify, app.get(Readiness), app.get(Metrics));
  else if (config.limits) limitConnections(fastify.server as Server, config.trustedHops === 0);
  app.useGlobalFilters(app.get(ProblemFilter));
  await options.configure?.(fastify, app);
  // With a configuration of its own: nothing of what is meant for HTTP applies to messages.
  for (const strategy of app.get(Transports).strategies)
    app.connectMicroservice({ strategy }, { inheritAppConfig: false });
  await app.init();
  await fastify.ready();
  await app.startAllMicroservices();
  return app;
}

/** JSON is the only content type that is read; anything else is 415. An empty body is no body. */
function readJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    // Decoding would repair it, and nobody would know that it was not what was meant.
    else if (!isUtf8(body))
      done(badRequest('request.invalid', 'The body is not UTF-8.', [{ path: '/body', message: 'is not UTF-8' }]));
    else void parse(request, body.toString(), done);
  });
}
