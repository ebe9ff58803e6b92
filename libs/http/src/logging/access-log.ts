import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

const quiet = /^\/(health|metrics)/;

/**
 * One line per answered request. It names the route, not the address: a query may hold what doesn't belong in a log
 * (an email address that was searched for).
 */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    const level = reply.statusCode >= 500 && reply.statusCode !== 503 ? 'error' : quiet.test(route) ? 'trace' : 'info';
    logger[level](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    );
    done();
  });
}
