import { Type, type Static } from 'typebox';
import { Money, Sku } from '@shop/topics';
import { Page } from '../schemas.js';
import { cursor, limit, search } from '../parameters.js';
import type { Operation } from '../operation.js';

/** What was sold of a product, and what was put back. */
export const Sales = Type.Object({
  sku: Sku,
  name: Type.String(),
  unitsSold: Type.Integer(),
  unitsPutBack: Type.Integer(),
  revenue: Type.Array(Money),
});
export type Sales = Static<typeof Sales>;

export const SalesPage = Page(Sales);

/** What was sold and put back. */
export const salesOperations = {
  listSales: {
    summary: 'How many did I sell, and how many were put back? Most sold first',
    method: 'GET',
    path: '/api/ops/sales',
    app: 'ops-api',
    access: 'ops',
    query: Type.Object({ q: search, cursor, limit }),
    answers: { 200: { description: 'Sales per product', body: SalesPage } },
    problems: [503],
  },
  getSales: {
    summary: 'How many of this product did I sell?',
    method: 'GET',
    path: '/api/ops/sales/{sku}',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ sku: Sku }),
    answers: { 200: { description: 'Sales of the product', body: Sales } },
    problems: [404, 503],
  },
} as const satisfies Record<string, Operation>;
