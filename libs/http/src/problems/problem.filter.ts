import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { PROBLEM_CONTENT_TYPE } from './content-type.js';
import { notFound, ProblemError } from './problem-error.js';
import { problemOf } from './problem-of.js';
import { Routes } from './routes.js';

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, problem: ProblemError): void {
  void reply
    .status(problem.status)
    .headers({ 'cache-control': 'no-store', ...problem.headers })
    .type(PROBLEM_CONTENT_TYPE)
    .send(JSON.stringify(problem.body()));
}

/** Answers every error in the one format, and logs the ones that are our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly routes: Routes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  /** The same for what fails outside Nest: Fastify's own errors, the gateway's proxy. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const found = problemOf(error);
    const problem = request.is404 || found.code === 'route.notFound' ? this.nothingHere(request) : found;
    if (problem.status >= 500) {
      const level = problem.status === 503 ? 'warn' : 'error';
      this.logger[level]({ code: problem.code, err: problem.cause ?? problem }, 'request failed');
    }
    if (!reply.sent) sendProblem(reply, problem);
  }

  /** No route: whatever else is wrong with the request doesn't matter. */
  private nothingHere(request: FastifyRequest): ProblemError {
    const allowed = this.routes.allowed(request.url);
    if (allowed.length === 0) return notFound('route.notFound', 'There is nothing at this address.');
    return new ProblemError(405, 'route.methodNotAllowed', `${request.method} is not possible here.`, {
      headers: { allow: allowed.join(', ') },
    });
  }
}
