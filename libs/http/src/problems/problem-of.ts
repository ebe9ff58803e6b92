import { AppendFailed, Retriable } from '@shop/log-core';
import { badRequest, forbidden, notFound, ProblemError, unauthorized, unavailable } from './problem-error.js';

/** Codes of errors that mean "something we need is away": sockets (Node) and PostgreSQL (classes 08, 53, 57). */
const away = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENOTFOUND|08\w{3}|53\w{3}|57P0\d)$/;
/** What `pg` says without a code when a connection can't be had or breaks. */
const awayMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, driverError, cause } = error as { code?: unknown; driverError?: unknown; cause?: unknown };
  if (typeof code === 'string' && away.test(code)) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  return awayMessage.test(error.message) || isAway(driverError) || isAway(cause);
}

/** Problems of requests that no handler saw, by the status that Fastify or Nest gave them. */
const unhandled: Readonly<Record<number, () => ProblemError>> = {
  400: () =>
    badRequest('request.malformed', 'The request is malformed: its body is not JSON, or its address not a URL.'),
  401: () => unauthorized('session.missing', 'Sign in first.'),
  403: () => forbidden('access.refused', 'You may not do this.'),
  404: () => notFound('route.notFound', 'There is nothing at this address.'),
  413: () => new ProblemError(413, 'request.tooLarge', 'The body is larger than 64 KB.'),
  414: () => new ProblemError(414, 'request.addressTooLong', 'The address is too long.'),
  415: () => new ProblemError(415, 'request.mediaType', 'The body must be JSON, with content-type application/json.'),
  503: () => unavailable('service.stopping', 'The service is stopping; try again.'),
};

/** The status that an error of Nest (`getStatus`) or Fastify (`statusCode`) carries. */
function statusOf(error: unknown): number | undefined {
  const { getStatus, statusCode } = (error ?? {}) as { getStatus?: () => number; statusCode?: unknown };
  if (typeof getStatus === 'function') return getStatus.call(error);
  return typeof statusCode === 'number' ? statusCode : undefined;
}

/**
 * Any error as the problem it is answered with. What is not known to be anything else is a 500 that tells nothing; its
 * `cause` is for the log.
 */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof AppendFailed && error.unknown) {
    return unavailable(
      'log.unknown',
      'It may or may not have happened: retry with the same Idempotency-Key.',
      1,
      error,
    );
  }
  if (error instanceof AppendFailed) {
    return unavailable('log.unavailable', 'The log is not available just now; nothing was written.', 2, error);
  }
  if (error instanceof Retriable) {
    // Whoever only asked for something would wonder what should have been written.
    return unavailable('log.unavailable', 'What is needed to answer this is away just now; try again.', 2, error);
  }
  // By name: the libraries that read cursors are not ours to depend on.
  if (error instanceof Error && error.name === 'InvalidCursor') {
    return badRequest('cursor.invalid', error.message, [{ path: '/query/cursor', message: 'is not one of ours' }]);
  }
  const status = statusOf(error);
  const known = status === undefined ? undefined : unhandled[status];
  if (known) return known();
  if (status !== undefined && status >= 400 && status < 500) {
    return new ProblemError(status, `http.${status}`, 'The request can not be answered.');
  }
  if (isAway(error)) {
    return unavailable('dependency.unavailable', 'Something this service needs is away just now.', 2, error);
  }
  return new ProblemError(500, 'internal', 'Something went wrong on our side.', { cause: error });
}
