import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How often what has served its time is deleted, in milliseconds. */
const EVERY = 5 * 60_000;

/** What goes when: revocations when their tokens have run out, so that readers get tombstones; the others by age. */
const DELETES = [
  'DELETE FROM revocations WHERE "expiresAt" < clock_timestamp()',
  `DELETE FROM security_events WHERE at < clock_timestamp() - interval '90 days'`,
  'DELETE FROM attempts WHERE expire < extract(epoch FROM clock_timestamp()) * 1000',
];

/** Deletes rows that nobody needs any more. */
@Injectable()
export class Housekeeping implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: DataSource) {}

  onModuleInit(): void {
    // A failure is nobody's trouble: the next run deletes what this one left.
    this.timer = setInterval(() => void this.run().catch(() => undefined), EVERY).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Deletes what is due now. */
  async run(): Promise<void> {
    for (const text of DELETES) await this.database.query(text);
  }
}
