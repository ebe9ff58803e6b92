import { HttpErrorResponse, HttpEventType, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { retry, tap, throwError, timer } from 'rxjs';
import { v4 as uuid } from 'uuid';
import { Connection } from './connection.js';

/** The header that makes a command safe to repeat: the same key is the same command. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

const ATTEMPTS = 3;
const LONGEST_WAIT = 4000;

/** Tells `Connection` whether requests are answered. */
export const notesConnection: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  return next(request).pipe(
    tap({
      next: (event) => event.type === HttpEventType.Response && connection.note(true),
      error: (error: unknown) => connection.note(!(error instanceof HttpErrorResponse && error.status === 0)),
    }),
  );
};

/**
 * Gives every command an `Idempotency-Key` (one that the caller has set is kept) and repeats it with the same key, up to
 * twice, when nobody answered or the answer was 503: after those, whether it was recorded is unknown, and only the same
 * key makes asking again harmless. Waits as long as `Retry-After` asks, 4 s at most.
 */
export const repeatsCommands: HttpInterceptorFn = (request, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next(request);
  const command = request.headers.has(IDEMPOTENCY_KEY)
    ? request
    : request.clone({ setHeaders: { [IDEMPOTENCY_KEY]: uuid() } });
  return next(command).pipe(
    retry({
      count: ATTEMPTS - 1,
      delay: (error: unknown, attempt) =>
        error instanceof HttpErrorResponse && (error.status === 503 || isSilence(error.status))
          ? timer(waitOf(error, attempt))
          : throwError(() => error),
    }),
  );
};

/** No answer, or only that of a proxy in front of a process that is away. */
function isSilence(status: number): boolean {
  return status === 0 || status === 502 || status === 504;
}

function waitOf(error: HttpErrorResponse, attempt: number): number {
  const asked = Number(error.headers.get('Retry-After')) * 1000;
  return Math.min(asked > 0 ? asked : 400 * 2 ** attempt, LONGEST_WAIT);
}
