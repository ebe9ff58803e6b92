import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** What supervisors and monitoring ask of every process. Not routed by the gateway. */
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs and answers; says nothing of what it needs. */
  @Get('/health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /**
   * 200 when everything it needs works, else 503; every indicator by name. `degraded` is 200 as well: what somebody else
   * wrote must not take a process out of service that does its work.
   */
  @Get('/health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const { ready, degraded, checks } = await this.readiness.examine();
    await reply
      .status(ready ? 200 : 503)
      .send({ status: !ready ? 'unready' : degraded ? 'degraded' : 'ready', checks });
  }

  /** Metrics in the format of Prometheus. */
  @Get('/metrics')
  async show(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
