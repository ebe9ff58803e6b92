import { Injectable, Optional } from '@nestjs/common';
import { SecurityLog } from '@shop/http';
import { messageOf } from '@shop/log-kafka';
import type { SecurityEventRow } from '@shop/topics';
import { Log } from './log.js';

/**
 * Appends the security events of the process to `security_events`. Nobody waits for it: what it tells has happened, and is
 * in the log of its own topic where it changed something.
 */
@Injectable()
export class SecurityAppender {
  constructor(
    private readonly log: Log,
    @Optional() security?: SecurityLog,
  ) {
    security?.writeTo(async (event) => void this.append(event));
  }

  private async append(event: SecurityEventRow): Promise<void> {
    try {
      await this.log.appender.append([{ topic: 'security_events', key: event.id, value: JSON.stringify(event) }]);
    } catch (error) {
      const { kafka } = this.log;
      kafka.logger.warn({ error: messageOf(error), security: event }, 'A security event was not acknowledged');
    }
  }
}
