import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { ServiceConfig } from '../config/service-config.js';
import { InternalServer } from '../health/internal-server.js';
import { Metrics } from '../health/metrics.js';
import { Readiness } from '../health/readiness.js';
import { ClientAddresses } from '../limits/client-address.js';
import { LOGGER } from '../logging/logger.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Routes } from '../problems/routes.js';
import { SecurityLog } from '../security/security-log.js';
import { SecurityRecorder } from '../security/security-recorder.js';
import { Cookies } from '../sessions/cookies.js';
import { OriginPolicy } from '../sessions/origin-policy.js';
import { Revocations } from '../sessions/revocations.js';
import { SessionKeys } from '../sessions/session-keys.js';
import { Sessions } from '../sessions/sessions.js';
import { SocketServers } from '../sockets/socket-servers.js';
import { Lifecycle } from './lifecycle.js';
import { Transports } from './transports.js';

/** What every service has, for every module of it. */
@Module({})
export class HttpModule {
  /**
   * @param keys where the keys of sessions come from
   * @param clients how callers' addresses are found out
   * @param revocations which sessions were ended before their time
   */
  static of(
    config: ServiceConfig,
    logger: Logger,
    keys: SessionKeys,
    clients: ClientAddresses,
    revocations: Revocations,
  ): DynamicModule {
    const shared = [
      { provide: ServiceConfig, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: SessionKeys, useValue: keys },
      { provide: ClientAddresses, useValue: clients },
      { provide: Revocations, useValue: revocations },
      { provide: Cookies, useValue: new Cookies(config) },
      { provide: OriginPolicy, useValue: new OriginPolicy(config) },
      Sessions,
      SecurityLog,
      SecurityRecorder,
      SocketServers,
      Readiness,
      Metrics,
      InternalServer,
      Lifecycle,
      Transports,
      Routes,
      ProblemFilter,
    ];
    return {
      module: HttpModule,
      global: true,
      providers: shared,
      exports: shared.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }
}
