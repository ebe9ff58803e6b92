import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Operation } from '@shop/api';
import type { FastifyRequest } from 'fastify';
import { ClientAddresses } from '../limits/client-address.js';
import { badRequest } from '../problems/problem-error.js';
import { problemOf } from '../problems/problem-of.js';
import { SecurityRecorder } from '../security/security-recorder.js';
import { Sessions } from '../sessions/sessions.js';
import { operationOf, type Handled } from './metadata.js';
import type { RequestOf } from './types.js';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const requests = new WeakMap<FastifyRequest, RequestOf<Operation>>();

/** The validated request that the guard made of a raw one. */
export function checkedRequest(request: FastifyRequest): RequestOf<Operation> | undefined {
  return requests.get(request);
}

/** Stands before every operation: origin, session, access, then the request itself, so that a stranger learns no schema. */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly clients: ClientAddresses,
    private readonly recorder: SecurityRecorder,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const handled = operationOf(context.getHandler());
    try {
      requests.set(request, await this.check(handled, request));
    } catch (error) {
      await this.recordRefusal(handled, request, error);
      throw error;
    }
    return true;
  }

  /** Who was refused, where that is known: a role that is missing is missing to somebody. */
  private async recordRefusal({ operation }: Handled, request: FastifyRequest, error: unknown): Promise<void> {
    const principal = await this.sessions.principalOf(request.headers).catch(() => undefined);
    const params = (request.params ?? {}) as Readonly<Record<string, unknown>>;
    const client = this.clients.of(request.raw);
    await this.recorder.problem({ operation, principal, client, params, note: {} }, problemOf(error));
  }

  private async check({ operation, validator }: Handled, request: FastifyRequest): Promise<RequestOf<Operation>> {
    const { headers, method } = request;
    const safe = SAFE.includes(method);
    if (!safe) this.sessions.refuseForeign(headers);
    const principal = await this.sessions.authenticate(headers, operation.access, safe);
    return {
      ...(validator.request(request) as Pick<RequestOf<Operation>, 'params' | 'query' | 'body'>),
      idempotencyKey: operation.appends ? idempotencyKey(headers['idempotency-key']) : undefined,
      principal,
      correlationId: request.id,
      client: this.clients.of(request.raw),
      audit: {},
    };
  }
}

/**
 * The key under which a command may be sent again: 1 to 200 printable ASCII characters.
 * @throws ProblemError 400 for anything else
 */
export function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(header)) return header;
  throw badRequest('request.invalid', 'The request is not what it should be.', [
    { path: '/headers/Idempotency-Key', message: 'must be 1 to 200 printable characters' },
  ]);
}
