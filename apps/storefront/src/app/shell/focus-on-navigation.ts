import { afterNextRender, DOCUMENT, EnvironmentInjector, inject, Injectable } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise, startWith } from 'rxjs';

/**
 * After a navigation to another page the focus goes to its heading, so that keyboards and screen readers start there as
 * they do after a page load. A change of the query string alone, and typing in the search box, keep the focus where it is.
 */
@Injectable({ providedIn: 'root' })
export class FocusOnNavigation {
  readonly #router = inject(Router);
  readonly #document = inject(DOCUMENT);
  readonly #injector = inject(EnvironmentInjector);

  /** Begins to watch; once, by the frame of the app. */
  start(): void {
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/)[0]),
        startWith(undefined),
        pairwise(),
        filter(([before, now]) => before !== undefined && before !== now),
      )
      .subscribe(() => afterNextRender({ read: () => this.#focusHeading() }, { injector: this.#injector }));
  }

  #focusHeading(): void {
    if (this.#document.activeElement?.closest('[role=search]')) return;
    const main = this.#document.querySelector<HTMLElement>('main');
    const heading = main?.querySelector<HTMLElement>('h1[tabindex]');
    (heading ?? main)?.focus({ preventScroll: true });
  }
}
