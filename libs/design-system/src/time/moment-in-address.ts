import { inject } from '@angular/core';
import { Router } from '@angular/router';

/**
 * Keeps the moment that is looked at in the address, so that a link shows it. Leaving now for the past is a step that
 * Back takes back; going about in the past is none. For an injection context.
 * @returns writes an event number into `?at=`; undefined, for now, takes it out
 */
export function injectMomentInAddress(): (at: number | undefined) => void {
  const router = inject(Router);
  return (at) => {
    const isPast = router.parseUrl(router.url).queryParamMap.has('at');
    void router.navigate([], {
      queryParams: { at: at ?? null },
      queryParamsHandling: 'merge',
      replaceUrl: isPast,
      scroll: 'manual',
    });
  };
}
