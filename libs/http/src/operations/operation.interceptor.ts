import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { ServiceConfig } from '../config/service-config.js';
import { Cookies } from '../sessions/cookies.js';
import { Answer } from './answer.js';
import { operationOf } from './metadata.js';

/** Turns what a handler answered into status, headers, cookies and body. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(
    private readonly config: ServiceConfig,
    private readonly cookies: Cookies,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { validator } = operationOf(context.getHandler());
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
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
  }
}
