import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { down, Readiness, up } from '../health/readiness.js';
import { LOGGER } from '../logging/logger.js';

/** How long draining may take before the process ends anyway, in milliseconds: supervisors kill after 10 s. */
const DRAIN = 8_000;

/** What is needed of a running service to end it. */
export interface Endable {
  /** Stops taking requests, finishes those it has, closes what it opened. */
  close(): Promise<void>;
  /** Cuts the connections that are left. */
  cut(): void;
  /** Ends the process. */
  exit(code: number): void;
}

/** The end of a process: by a signal, or because it can't go on. */
@Injectable()
export class Lifecycle {
  private failure?: Error;
  private service?: Endable;
  private ending = false;

  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    readiness: Readiness,
  ) {
    readiness.register('process', () => {
      if (this.failure) return down(this.failure.message);
      return this.ending ? down('stopping') : up();
    });
  }

  /**
   * Says that this process can't do its job any more: it is unready at once, then drains and ends with 1, and the
   * supervisor starts a new one. Never alive and deaf.
   */
  fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    this.logger.fatal({ err: error }, 'can not go on');
    if (this.service) void this.end(1);
  }

  /** Takes charge of a service that has started. */
  watch(service: Endable): void {
    this.service = service;
    if (this.failure) void this.end(1);
  }

  /** Drains and ends the process; the first call counts. */
  async end(code: number): Promise<void> {
    if (this.ending || !this.service) return;
    this.ending = true;
    const { service } = this;
    const late = setTimeout(() => {
      this.logger.warn('draining takes too long: cutting what is left');
      service.cut();
      service.exit(code);
    }, DRAIN);
    try {
      await service.close();
      this.logger.info('stopped');
    } catch (error) {
      this.logger.error({ err: error }, 'stopping failed');
      code = 1;
    }
    clearTimeout(late);
    service.exit(code);
  }
}
