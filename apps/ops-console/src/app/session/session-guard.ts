import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from './session.js';

/** Lets operations staff in; sends everybody else to where they are told why not. */
export const operatorsOnly: CanActivateFn = async (_route, { url }) => {
  const session = inject(Session);
  const router = inject(Router);
  const state = session.state() === 'operator' ? 'operator' : await session.refresh();
  if (state === 'operator') return true;
  if (state === 'refused') return router.createUrlTree(['/refused']);
  return router.createUrlTree(['/sign-in'], { queryParams: url === '/' ? {} : { next: url } });
};
