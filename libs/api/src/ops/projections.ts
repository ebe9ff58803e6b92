import { Type, type Static } from 'typebox';
import { Page } from '../schemas.js';
import type { Operation } from '../operation.js';

/** A projection and the generation of its read model that answers. */
export const ProjectionInfo = Type.Object({
  name: Type.String(),
  reader: Type.String(),
  app: Type.String(),
  topics: Type.Array(Type.String()),
});
export type ProjectionInfo = Static<typeof ProjectionInfo>;

/** Read models, and building them anew. */
export const projectionsOperations = {
  listProjections: {
    summary: 'Every projection',
    method: 'GET',
    path: '/api/ops/projections',
    app: 'ops-api',
    access: 'ops',
    answers: { 200: { description: 'Projections', body: Page(ProjectionInfo) } },
    problems: [503],
  },
} as const satisfies Record<string, Operation>;
