import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from '../config/environment.js';
import { ServiceConfig } from '../config/service-config.js';
import { createLogger } from '../logging/logger.js';
import { createService, type ServiceOptions } from './create-service.js';
import { Lifecycle } from './lifecycle.js';

/**
 * Starts a service and lets it live until a signal or `Lifecycle.fail` ends it. A start that fails is logged and ends
 * the process with 1.
 */
export async function startService(options: ServiceOptions): Promise<NestFastifyApplication> {
  const logger =
    options.logger ?? createLogger(options.name, options.env?.['LOG_LEVEL'] ?? process.env['LOG_LEVEL'] ?? 'info');
  try {
    const app = await createService({ ...options, logger });
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
    const { port } = app.get(ServiceConfig);
    await app.listen(port, '127.0.0.1');
    logger.info({ port: (app.getHttpServer().address() as { port: number }).port }, 'listening');
    return app;
  } catch (error) {
    if (error instanceof ConfigError) logger.fatal(error.message);
    else logger.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
