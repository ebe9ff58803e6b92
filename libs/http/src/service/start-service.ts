import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from '../config/environment.js';
import { ServiceConfig } from '../config/service-config.js';
import { InternalServer } from '../health/internal-server.js';
import { createLogger } from '../logging/logger.js';
import { createService, type ServiceOptions } from './create-service.js';
import { Lifecycle } from './lifecycle.js';

/** A service that has to read something before it can say what it is made of; what goes wrong then is logged too. */
export interface PreparedService {
  readonly name: string;
  prepare(): ServiceOptions | Promise<ServiceOptions>;
}

/**
 * Starts a service and lets it live until a signal or `Lifecycle.fail` ends it. A start that fails is logged and ends
 * the process with 1.
 * @param options what it is made of, or how to find out
 */
export async function startService(options: ServiceOptions | PreparedService): Promise<NestFastifyApplication> {
  const logger = createLogger(options.name, process.env['LOG_LEVEL'] || 'info');
  try {
    const made = 'prepare' in options ? await options.prepare() : options;
    const app = await createService({ logger, ...made });
    const lifecycle = app.get(Lifecycle);
    lifecycle.watch({
      close: () => app.close(),
      cut: () => app.getHttpServer().closeAllConnections(),
      exit: (code) => process.exit(code),
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        logger.info({ signal }, 'stopping');
        void lifecycle.end(0);
      });
    }
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => lifecycle.fail(error instanceof Error ? error : new Error(String(error))));
    }
    const { host, port } = app.get(ServiceConfig);
    await app.listen(port, host);
    if (made.edge) {
      const internalPort = await app.get(InternalServer).listen();
      logger.info({ internalPort }, 'health and metrics');
    }
    logger.info({ port: (app.getHttpServer().address() as { port: number }).port }, 'listening');
    return app;
  } catch (error) {
    if (error instanceof ConfigError) logger.fatal(error.message);
    else logger.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
