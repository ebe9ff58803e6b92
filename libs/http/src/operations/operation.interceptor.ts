import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Operation } from '@shop/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, map, mergeMap, throwError, type Observable } from 'rxjs';
import { ServiceConfig } from '../config/service-config.js';
import { problemOf } from '../problems/problem-of.js';
import { SecurityRecorder, type AuditedCall } from '../security/security-recorder.js';
import { Cookies } from '../sessions/cookies.js';
import { Answer } from './answer.js';
import { operationOf } from './metadata.js';
import { checkedRequest } from './operation.guard.js';
import type { RequestOf } from './types.js';

/** Turns what a handler answered into status, headers, cookies and body, and records what is a security event. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    private readonly config: ServiceConfig,
    private readonly cookies: Cookies,
    private readonly recorder: SecurityRecorder,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { operation, validator } = operationOf(context.getHandler());
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const request = checkedRequest(context.switchToHttp().getRequest<FastifyRequest>()) as RequestOf<Operation>;
    const call = (): AuditedCall => ({ ...request, operation, note: request.audit });
    const answered = next.handle().pipe(
      catchError((error: unknown) =>
        from(this.recorder.problem(call(), problemOf(error))).pipe(mergeMap(() => throwError(() => error))),
      ),
      map((result: unknown) => {
        if (!(result instanceof Answer)) throw new Error('A handler of an operation answers with answer(...)');
        const { status, body, options } = result as Answer<number, unknown>;
        if (this.config.validateAnswers) validator.answer(status, body);
        // Answers depend on who asks and on what was just written: nobody in between may keep them.
        void reply.status(status).headers({ 'cache-control': 'no-store', ...options.headers });
        if (options.guest) void reply.header('set-cookie', this.cookies.setGuest(options.guest.cookie));
        if (options.session !== undefined) void reply.header('set-cookie', this.cookies.setSession(options.session));
        return body;
      }),
    );
    if (!this.recorder.isAudited(operation)) return answered;
    return answered.pipe(mergeMap(async (body) => this.recorder.done(call()).then(() => body)));
  }
}
