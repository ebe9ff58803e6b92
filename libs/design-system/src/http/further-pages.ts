import { computed, linkedSignal, type Signal } from '@angular/core';
import type { Page, Problem } from '@shop/api';
import { firstValueFrom, type Observable } from 'rxjs';
import { problemOf } from './problem.js';

/** A list that can be made longer; what `shop-more` shows. */
export interface Extendable {
  /** Whether there is a further page. */
  readonly hasMore: Signal<boolean>;
  /** Whether a further page is under way. */
  readonly loadingMore: Signal<boolean>;
  /** What the last attempt at a further page failed with. */
  readonly moreProblem: Signal<Problem | undefined>;
  /** Appends the next page, if there is one and none is under way; again after a failure. */
  more(): Promise<void>;
}

/** A list of which the first page is followed elsewhere. */
export interface FurtherPages<T> extends Extendable {
  /** Everything loaded so far; undefined before the first page. */
  readonly items: Signal<readonly T[] | undefined>;
}

/**
 * The pages after a first one. They are forgotten when the first page changes, and so is an answer that comes after that.
 * Needs no injection context.
 * @param first the first page; undefined before the first answer
 * @param fetch asks for the page that begins at a cursor
 */
export function furtherPages<T>(
  first: Signal<Page<T> | undefined>,
  fetch: (cursor: string) => Observable<Page<T>>,
): FurtherPages<T> {
  const pages = linkedSignal<Page<T> | undefined, readonly Page<T>[]>({ source: first, computation: () => [] });
  const loadingMore = linkedSignal<Page<T> | undefined, boolean>({ source: first, computation: () => false });
  const moreProblem = linkedSignal<Page<T> | undefined, Problem | undefined>({
    source: first,
    computation: () => undefined,
  });
  const last = computed(() => pages().at(-1) ?? first());

  return {
    items: computed(() => {
      const page = first();
      return page && [...page.items, ...pages().flatMap(({ items }) => items)];
    }),
    hasMore: computed(() => (last()?.nextCursor ?? null) !== null),
    loadingMore: loadingMore.asReadonly(),
    moreProblem: moreProblem.asReadonly(),
    async more() {
      const cursor = last()?.nextCursor;
      if (!cursor || loadingMore()) return;
      const asked = first();
      loadingMore.set(true);
      moreProblem.set(undefined);
      try {
        const page = await firstValueFrom(fetch(cursor));
        if (first() === asked) pages.update((known) => [...known, page]);
      } catch (error) {
        if (first() === asked) moreProblem.set(problemOf(error));
      } finally {
        if (first() === asked) loadingMore.set(false);
      }
    },
  };
}
