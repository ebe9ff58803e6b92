import type { AddressInfo } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fastify, type FastifyInstance } from 'fastify';
import { ServiceConfig } from '../config/service-config.js';
import { limitAnswers, timeLimits } from '../limits/connections.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { serveHealth } from './serve-health.js';

/** A port of its own for health and metrics, of a process whose other port strangers reach. */
@Injectable()
export class InternalServer implements OnApplicationShutdown {
  private readonly fastify: FastifyInstance;

  constructor(
    @Inject(ServiceConfig) private readonly config: ServiceConfig,
    readiness: Readiness,
    metrics: Metrics,
  ) {
    this.fastify = fastify(timeLimits(config)) as unknown as FastifyInstance;
    limitAnswers(this.fastify.server, config.answerWithin);
    serveHealth(this.fastify, readiness, metrics);
  }

  /** Listens at `SHOP_INTERNAL_PORT`, or any free port. @returns the port */
  async listen(): Promise<number> {
    await this.fastify.listen({ port: this.config.internalPort, host: this.config.host });
    return (this.fastify.server.address() as AddressInfo).port;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.fastify.close();
  }
}
