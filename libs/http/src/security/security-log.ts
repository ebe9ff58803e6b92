import { Inject, Injectable } from '@nestjs/common';
import type { SecurityEventRow } from '@shop/topics';
import { LOGGER, type Logger } from '../logging/logger.js';

/** Where security events go. A rejection is logged, and is no reason to refuse what was done. */
export type SecuritySink = (event: SecurityEventRow) => Promise<void>;

/**
 * The security events of this process. `LogModule` appends them to `security_events`, the back office makes them rows; a
 * process with neither writes them to its own log.
 */
@Injectable()
export class SecurityLog {
  private sink: SecuritySink | undefined;

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** Says where events go from now on. */
  writeTo(sink: SecuritySink): void {
    this.sink = sink;
  }

  /** Records an event; resolves when it is where it belongs, or when that has failed and was logged. */
  async record(event: SecurityEventRow): Promise<void> {
    try {
      if (this.sink) await this.sink(event);
      else this.logger.info({ security: event }, 'security event');
    } catch (error) {
      this.logger.error({ err: error, security: event }, 'A security event could not be recorded.');
    }
  }
}
