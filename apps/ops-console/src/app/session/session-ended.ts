import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, throwError } from 'rxjs';
import { Session } from './session.js';

/** A 401 anywhere but at the session itself means that it has ended: the shell then leads to the sign-in page. */
export const noticeEndOfSession: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  return next(request).pipe(
    catchError((error: unknown) => {
      const ended = error instanceof HttpErrorResponse && error.status === 401 && !request.url.endsWith('/api/session');
      if (ended) session.ended();
      return throwError(() => error);
    }),
  );
};
