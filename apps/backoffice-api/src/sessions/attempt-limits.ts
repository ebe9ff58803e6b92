import { createHash } from 'node:crypto';
import { tooManyRequests } from '@shop/http';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';

/** How often something may happen: `limit` times per `seconds`. */
export interface Rate {
  readonly limit: number;
  readonly seconds: number;
}

/** Counts attempts by key in the back office's database, for all its processes together. */
export class AttemptLimit {
  private readonly limiter: RateLimiterPostgres;

  /**
   * @param name keeps its keys apart from those of other limits
   * @param code of the problem when there were too many: `signIn.tooMany`
   */
  constructor(
    database: DataSource,
    name: string,
    private readonly code: string,
    { limit, seconds }: Rate,
  ) {
    this.limiter = new RateLimiterPostgres({
      storeClient: database,
      storeType: 'typeorm',
      tableName: 'attempts',
      tableCreated: true,
      keyPrefix: name,
      points: limit,
      duration: seconds,
    });
  }

  /**
   * Counts one if the key may go on.
   * @throws ProblemError 429 with `Retry-After` when its limit is reached
   */
  async take(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooManyRequests(this.code, 'Too many attempts: wait a little.', refusal.msBeforeNext / 1000);
    }
  }

  /** Takes one back: it turned out not to count. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }
}

/** How often somebody may try. */
export class AttemptLimits {
  constructor(
    /** Failed sign-ins by client and account: guessing one password. */
    readonly pair: AttemptLimit,
    /** Failed sign-ins by account, from clients that it has not signed in from before: guessing from many addresses. */
    readonly account: AttemptLimit,
    /** Failed sign-ins by client: trying one password on many accounts. */
    readonly client: AttemptLimit,
    /** Registrations by client. */
    readonly registrations: AttemptLimit,
  ) {}
}

/** A text of somebody's as a key: of one length, and not to be read. */
export function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
