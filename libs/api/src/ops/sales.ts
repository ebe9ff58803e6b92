import { Type, type Static } from 'typebox';
import { Money, Sku } from '@shop/topics';
import { Page } from '../schemas.js';
import { asOf, cursor, limit, search } from '../parameters.js';
import type { Operation } from '../operation.js';

const sums = { unitsSold: Type.Integer(), unitsPutBack: Type.Integer(), revenue: Type.Array(Money) };

/** What was sold of a product, and what was put back. */
export const Sales = Type.Object({
  sku: Sku,
  name: Type.String(),
  ...sums,
  /** With `at`: the same as it is now, to compare. */
  now: Type.Optional(Type.Object(sums)),
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
    access: 'ops.read',
    query: Type.Object({ q: search, at: asOf, cursor, limit }),
    answers: { 200: { description: 'Sales per product', body: SalesPage } },
    problems: [503],
  },
  getSales: {
    summary: 'How many of this product did I sell?',
    method: 'GET',
    path: '/api/ops/sales/{sku}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ sku: Sku }),
    query: Type.Object({ at: asOf }),
    answers: { 200: { description: 'Sales of the product', body: Sales } },
    problems: [404, 503],
  },
} as const satisfies Record<string, Operation>;
