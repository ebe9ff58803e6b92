import { Module } from '@nestjs/common';
import { ClientAddresses, OriginPolicy, ProblemFilter, ServiceConfig, type ServiceOptions } from '@shop/http';
import { proxyOperations } from './api/api-proxy.js';
import { serveContract } from './api/contract.js';
import { serveExports } from './api/exports.js';
import { compressAnswers } from './compression.js';
import { readGatewayConfig } from './config.js';
import { keepBudgets } from './limits/budgets.js';
import { pageHeaders } from './pages/page-headers.js';
import { serveSites } from './pages/sites.js';
import { tunnelSockets } from './sockets/socket-tunnel.js';

/** Nothing of the gateway is a Nest module of its own: it routes, and routes are Fastify's. */
@Module({})
class GatewayModule {}

/**
 * Everything that the gateway is started with: one origin for browsers. It serves both front ends, passes calls on to the
 * process that answers them, and puts together what all of them hold about a person; nothing else.
 * @throws ConfigError when the environment is wrong
 */
export function gateway(env: Readonly<Record<string, string | undefined>>): ServiceOptions {
  const config = readGatewayConfig(env);
  return {
    name: 'gateway',
    module: GatewayModule,
    env,
    edge: true,
    helmet: pageHeaders,
    configure: async (fastify, app) => {
      const { upstreams } = config;
      const service = app.get(ServiceConfig);
      const origins = app.get(OriginPolicy);
      const clients = app.get(ClientAddresses);
      const send = await compressAnswers(fastify, origins);
      const filter = app.get(ProblemFilter);
      if (service.limits) await keepBudgets(fastify, clients);
      proxyOperations(fastify, { upstreams, filter, send, clients });
      serveExports(fastify, { upstreams, filter, clients });
      serveContract(fastify, service.shopPort, send);
      serveSites(fastify, config);
      tunnelSockets(fastify, { upstreams, origins, clients, config: service });
    },
  };
}
