import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { operations, type Operation } from '@shop/api';
import type { SecurityOutcome } from '@shop/topics';
import { ServiceConfig } from '../config/service-config.js';
import { clientKey } from '../limits/client-address.js';
import { RateLimiter, type Rate } from '../limits/rate-limiter.js';
import { LOGGER, type Logger } from '../logging/logger.js';
import type { ProblemError } from '../problems/problem-error.js';
import type { Principal } from '../sessions/principal.js';
import { SecurityLog } from './security-log.js';

/** What the handler of an operation knows of who did what, where the request doesn't say it. */
export interface AuditNote {
  /** The user who did it: of a sign-in, who that turned out to be. */
  actor?: string;
  /** What it was done to. Never what somebody typed. */
  target?: string;
}

/** What is known of a call. */
export interface AuditedCall {
  readonly operation: Operation;
  readonly principal?: Principal;
  /** The caller's address. */
  readonly client: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly note: AuditNote;
}

/** Problems recorded of one client, and of all together: a flood of refusals is no flood of events. */
const PER_CLIENT: Rate = { limit: 30, seconds: 600 };
const TOGETHER: Rate = { limit: 1_000, seconds: 600 };
const REFUSALS = [401, 403, 429];

/** Makes security events of what was called and what came of it. */
@Injectable()
export class SecurityRecorder {
  private readonly perClient = new RateLimiter('security.many', PER_CLIENT);
  private readonly together = new RateLimiter('security.many', TOGETHER);
  private readonly names = new Map(Object.entries(operations).map(([name, each]): [Operation, string] => [each, name]));

  constructor(
    private readonly log: SecurityLog,
    @Inject(ServiceConfig) private readonly config: Pick<ServiceConfig, 'name'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether what is done by the operation is recorded. */
  isAudited({ audit, access }: Operation): boolean {
    return audit === 'all' || (audit === undefined && access === 'ops');
  }

  /** It was done. Resolves when that is recorded. */
  async done(call: AuditedCall): Promise<void> {
    if (this.isAudited(call.operation)) await this.record(call, 'done', null);
  }

  /** It was answered with a problem. Resolves when that is recorded, if it is to be. */
  async problem(call: AuditedCall, { status, code }: ProblemError): Promise<void> {
    const { operation, client } = call;
    if (operation.audit === 'nothing') return;
    if (!this.isAudited(operation) && !REFUSALS.includes(status)) return;
    if (this.isTooMany(clientKey(client))) return;
    await this.record(call, status >= 500 ? 'failed' : 'refused', code);
  }

  private isTooMany(client: string): boolean {
    try {
      this.together.take('all');
      this.perClient.take(client);
      return false;
    } catch {
      this.logger.debug({ client }, 'More problems than are recorded as security events.');
      return true;
    }
  }

  private async record(call: AuditedCall, outcome: SecurityOutcome, code: string | null): Promise<void> {
    const { operation, principal, client, params, note } = call;
    const [param] = Object.values(params);
    await this.log.record({
      id: randomUUID(),
      at: new Date().toISOString(),
      app: this.config.name,
      action: this.names.get(operation) ?? `${operation.method} ${operation.path}`,
      outcome,
      actor: note.actor ?? (principal?.kind === 'user' ? principal.userId : null),
      target: (note.target ?? (typeof param === 'string' ? param : undefined))?.slice(0, 200) ?? null,
      client: client.slice(0, 100),
      code,
    });
  }
}
