import { Type, type Static } from 'typebox';
import { Id } from '@shop/topics';
import { Accepted, Page } from '../schemas.js';
import type { Operation } from '../operation.js';

export const ReaderState = Type.Union([
  Type.Literal('running'),
  Type.Literal('paused'),
  Type.Literal('away'),
  Type.Literal('unknown'),
]);

/** A reader: where it stands in each partition. Null means unknown, never 0. */
export const ReaderInfo = Type.Object({
  name: Type.String(),
  app: Type.String(),
  topics: Type.Array(Type.String()),
  /** `away`: its group has no member now. */
  state: ReaderState,
  lag: Type.Union([Type.Integer(), Type.Null()]),
  partitions: Type.Array(
    Type.Object({
      topic: Type.String(),
      partition: Type.Integer(),
      position: Type.Union([Type.Integer(), Type.Null()]),
      end: Type.Integer(),
      lag: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
});
export type ReaderInfo = Static<typeof ReaderInfo>;

/** Readers, their positions, and what can be asked of them. */
export const readersOperations = {
  listReaders: {
    summary: 'Every reader and its position',
    method: 'GET',
    path: '/api/ops/readers',
    app: 'ops-api',
    access: 'ops',
    answers: { 200: { description: 'Readers', body: Page(ReaderInfo) } },
    problems: [503],
  },
  getReader: {
    summary: 'One reader and its position',
    method: 'GET',
    path: '/api/ops/readers/{name}',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ name: Id }),
    answers: { 200: { description: 'The reader', body: ReaderInfo } },
    problems: [404, 503],
  },
  pauseReader: {
    summary: 'Ask a reader to stop taking records',
    method: 'POST',
    path: '/api/ops/readers/{name}/pause',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ name: Id }),
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 422, 503],
  },
  resumeReader: {
    summary: 'Ask a reader to go on',
    method: 'POST',
    path: '/api/ops/readers/{name}/resume',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ name: Id }),
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 422, 503],
  },
} as const satisfies Record<string, Operation>;
