import { Module } from '@nestjs/common';
import {
  ClientAddresses,
  OriginPolicy,
  ProblemFilter,
  SecurityRecorder,
  ServiceConfig,
  type ServiceOptions,
} from '@shop/http';
import { LogModule } from '@shop/log-nest';
import { proxyOperations } from './api/api-proxy.js';
import { serveContract } from './api/contract.js';
import { serveExports } from './api/exports.js';
import { compressAnswers } from './compression.js';
import { readGatewayConfig } from './config.js';
import { keepBudgets } from './limits/budgets.js';
import { pageHeaders } from './pages/page-headers.js';
import { serveSites } from './pages/sites.js';
import { tunnelSockets } from './sockets/socket-tunnel.js';

/** The gateway routes, and routes are Fastify's. Of the log it has a way for its security events, and nothing else. */
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
    module: {
      module: GatewayModule,
      imports: [LogModule.forSecurityEvents({ app: 'gateway', brokers: config.kafkaBrokers })],
    },
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
      const recorder = app.get(SecurityRecorder);
      if (service.limits) await keepBudgets(fastify, clients, recorder);
      proxyOperations(fastify, { upstreams, filter, send, clients });
      serveExports(fastify, { upstreams, filter, clients });
      serveContract(fastify, service.shopPort, send);
      serveSites(fastify, config);
      tunnelSockets(fastify, { upstreams, origins, clients, recorder, config: service });
    },
  };
}
