import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, type Signal } from '@angular/core';
import type { Problem, Product, Products } from '@shop/api';
import { furtherPages, latest, problemIn, type FurtherPages } from '@shop/design-system';
import { queryParams, type ProductQuery } from './product-query.js';

/** The products that a search leads to, page after page. */
export interface ProductList extends FurtherPages<Product> {
  /** Every department and how many of the matching products it has. */
  readonly departments: Signal<Products['departments']>;
  /** How many products match in all. */
  readonly total: Signal<number>;
  /** Whether the search is under way; meanwhile the items are those of the search before. */
  readonly loading: Signal<boolean>;
  /** What the search failed with. */
  readonly problem: Signal<Problem | undefined>;
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

  return {
    ...furtherPages(shown, (cursor) => http.get<Products>('/api/products', { params: request(cursor) })),
    departments: computed(() => shown()?.departments ?? []),
    total: computed(() => totalOf(shown(), query().department)),
    loading: first.isLoading,
    problem: problemIn(first),
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
