import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

/** What supervisors and monitoring ask of every process. Strangers don't get to see it: it tells what the shop is made of. */
export function serveHealth(fastify: FastifyInstance, readiness: Readiness, metrics: Metrics): void {
  // The process runs and answers; says nothing of what it needs.
  fastify.get('/health/live', () => ({ status: 'live' }));
  // 200 when everything it needs works, else 503; every indicator by name. `degraded` is 200 as well: what somebody else wrote
  // must not take a process out of service that does its work.
  fastify.get('/health/ready', async (_request, reply) => {
    const { ready, degraded, checks } = await readiness.examine();
    const status = !ready ? 'unready' : degraded ? 'degraded' : 'ready';
    return reply.status(ready ? 200 : 503).send({ status, checks });
  });
  // In the format of Prometheus.
  fastify.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
