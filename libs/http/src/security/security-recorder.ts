import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { operations, type Operation } from '@shop/api';
import { cutText, printable, type SecurityOutcome } from '@shop/topics';
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

/** Who tried what: an operation, or what comes before one, as the handshake of a socket. */
export interface Tried {
  /** `openSocket`, or the name of an operation. */
  readonly action: string;
  /** The user, where one is known. */
  readonly actor?: string;
  /** What it was for: the path of a socket. Never what somebody typed. */
  readonly target?: string;
  /** The caller's address. */
  readonly client: string;
}

/** Problems recorded of one client, and of all together: a flood of refusals is no flood of events. */
const PER_CLIENT: Rate = { limit: 30, seconds: 600 };
const TOGETHER: Rate = { limit: 1_000, seconds: 600 };
/** Programs try again by themselves: of one kind of refusal outside of operations the first of a client counts. */
const PER_KIND: Rate = { limit: 1, seconds: 600 };
const REFUSALS = [401, 403, 429];

/** Makes security events of what was called and what came of it. */
@Injectable()
export class SecurityRecorder {
  private readonly perClient = new RateLimiter('security.many', PER_CLIENT);
  private readonly together = new RateLimiter('security.many', TOGETHER);
  private readonly perKind = new RateLimiter('security.many', PER_KIND);
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

  /** The name of an operation, as events have it. */
  nameOf(operation: Operation): string {
    return this.names.get(operation) ?? `${operation.method} ${operation.path}`;
  }

  /** It was done. Resolves when that is recorded. What nobody did is not: signing out without a session changes nothing. */
  async done(call: AuditedCall): Promise<void> {
    if (!this.isAudited(call.operation)) return;
    const what = whatOf(call, this.nameOf(call.operation));
    if (what.actor !== undefined) await this.record(what, 'done', null);
  }

  /** It was answered with a problem. Resolves when that is recorded, if it is to be. */
  async problem(call: AuditedCall, { status, code }: ProblemError): Promise<void> {
    const { operation, client } = call;
    if (operation.audit === 'nothing') return;
    if (!this.isAudited(operation) && !REFUSALS.includes(status)) return;
    if (this.isTooMany(clientKey(client))) return;
    const what = whatOf(call, this.nameOf(operation));
    await this.record(what, status >= 500 ? 'failed' : 'refused', code);
  }

  /**
   * Something was refused before it came to an operation. Recorded once of a client, a user, an action and a code in ten
   * minutes, and within the bounds of all problems. Resolves when that is recorded, if it is to be.
   */
  async refused(what: Tried, { status, code }: ProblemError): Promise<void> {
    if (!REFUSALS.includes(status)) return;
    const client = clientKey(what.client);
    if (this.isTooMany(client, [client, what.actor, what.action, code].join(' '))) return;
    await this.record(what, 'refused', code);
  }

  private isTooMany(client: string, kind?: string): boolean {
    try {
      // Nobody uses up what is there for all with what isn't recorded of themselves.
      if (kind !== undefined) this.perKind.check(kind);
      this.perClient.check(client);
      this.together.take('all');
      this.perClient.count(client);
      if (kind !== undefined) this.perKind.count(kind);
      return false;
    } catch {
      this.logger.debug({ client }, 'More problems than are recorded as security events.');
      return true;
    }
  }

  private async record(
    { action, actor, target, client }: Tried,
    outcome: SecurityOutcome,
    code: string | null,
  ): Promise<void> {
    await this.log.record({
      id: randomUUID(),
      at: new Date().toISOString(),
      app: this.config.name,
      action,
      outcome,
      actor: actor ?? null,
      target: target === undefined ? null : printable(cutText(target, 200)),
      client: client.slice(0, 100),
      code,
    });
  }
}

function whatOf({ principal, client, params, note }: AuditedCall, action: string): Tried {
  const [param] = Object.values(params);
  return {
    action,
    actor: note.actor ?? (principal?.kind === 'user' ? principal.userId : undefined),
    target: note.target ?? (typeof param === 'string' ? param : undefined),
    client,
  };
}
