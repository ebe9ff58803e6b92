import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { ServiceConfig } from '../config/service-config.js';
import { HealthController } from '../health/health.controller.js';
import { Metrics } from '../health/metrics.js';
import { Readiness } from '../health/readiness.js';
import { LOGGER } from '../logging/logger.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Routes } from '../problems/routes.js';
import { Cookies } from '../sessions/cookies.js';
import { OriginPolicy } from '../sessions/origin-policy.js';
import { SessionKeys } from '../sessions/session-keys.js';
import { Sessions } from '../sessions/sessions.js';
import { Lifecycle } from './lifecycle.js';
import { Transports } from './transports.js';

/** What every service has, for every module of it. */
@Module({})
export class HttpModule {
  /** @param keys where the keys of sessions come from */
  static of(config: ServiceConfig, logger: Logger, keys: SessionKeys): DynamicModule {
    const shared = [
      { provide: ServiceConfig, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: SessionKeys, useValue: keys },
      { provide: Cookies, useValue: new Cookies(config) },
      { provide: OriginPolicy, useValue: new OriginPolicy(config) },
      Sessions,
      Readiness,
      Metrics,
      Lifecycle,
      Transports,
      Routes,
      ProblemFilter,
    ];
    return {
      module: HttpModule,
      global: true,
      controllers: [HealthController],
      providers: shared,
      exports: shared.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
