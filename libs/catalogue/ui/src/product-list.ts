import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, linkedSignal, signal, type Signal } from '@angular/core';
import type { Product, Products } from '@shop/api';
import { latest } from '@shop/design-system';
import { firstValueFrom } from 'rxjs';
import { queryParams, type ProductQuery } from './product-query.js';

/** The products that a search leads to, page after page. */
export interface ProductList {
  /** Those loaded so far; undefined before the first answer. While a changed search loads, still those of the one before. */
  readonly items: Signal<readonly Product[] | undefined>;
  /** Every department and how many of the matching products it has. */
  readonly departments: Signal<Products['departments']>;
  /** How many products match in all. */
  readonly total: Signal<number>;
  readonly hasMore: Signal<boolean>;
  readonly loading: Signal<boolean>;
  readonly loadingMore: Signal<boolean>;
  /** What the search, or the last attempt at more, failed with. */
  readonly error: Signal<unknown>;
  /** Appends the next page. */
  more(): Promise<void>;
  reload(): void;
}

/**
 * Follows a search: asks again whenever it changes. Needs an injection context.
 * @param query the search
 * @param limit products a page
 */
export function productList(query: Signal<ProductQuery>, limit = 24): ProductList {
  const http = inject(HttpClient);
  const request = (cursor?: string) => ({ ...queryParams(query()), limit, ...(cursor && { cursor }) });
  const first = httpResource<Products>(() => ({ url: '/api/products', params: request() }));
  const shown = latest(first);
  const more = linkedSignal<Products | undefined, Products[]>({ source: shown, computation: () => [] });
  const loadingMore = signal(false);
  const moreError = linkedSignal<Products | undefined, unknown>({ source: shown, computation: () => undefined });
  const last = computed(() => more().at(-1) ?? shown());

  return {
    items: computed(() => {
      const page = shown();
      return page && [...page.items, ...more().flatMap(({ items }) => items)];
    }),
    departments: computed(() => shown()?.departments ?? []),
    total: computed(() => totalOf(shown(), query().department)),
    hasMore: computed(() => (last()?.nextCursor ?? null) !== null),
    loading: first.isLoading,
    loadingMore: loadingMore.asReadonly(),
    error: computed(() => first.error() ?? moreError()),
    async more() {
      const cursor = last()?.nextCursor;
      if (!cursor || loadingMore()) return;
      const asked = shown();
      loadingMore.set(true);
      try {
        const page = await firstValueFrom(http.get<Products>('/api/products', { params: request(cursor) }));
        // An answer to a search that was changed meanwhile belongs nowhere.
        if (shown() === asked) more.update((pages) => [...pages, page]);
      } catch (error) {
        moreError.set(error);
      } finally {
        loadingMore.set(false);
      }
    },
    reload: () => void first.reload(),
  };
}

/** How many products match: the departments say, chosen or all of them. */
function totalOf(page: Products | undefined, department: string | undefined): number {
  if (!page) return 0;
  const counted = page.departments.filter(({ name }) => department === undefined || name === department);
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  return Math.max(total, page.items.length);
}
