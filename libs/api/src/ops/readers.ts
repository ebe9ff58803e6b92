import { Type, type Static } from 'typebox';
import { Id, Position, Reason, Time } from '@shop/topics';
import { Accepted, Page, unknownOr } from '../schemas.js';
import type { Operation } from '../operation.js';

export const ReaderState = Type.Union([
  Type.Literal('running'),
  Type.Literal('paused'),
  Type.Literal('away'),
  Type.Literal('unknown'),
]);

/** Where the lag has gone in the last 30 s: its average now, held against the one before. */
export const Trend = Type.Union([Type.Literal('falling'), Type.Literal('steady'), Type.Literal('rising')]);
export type Trend = Static<typeof Trend>;

/** How far behind: in records (offsets, where it is thousands of offsets of a topic that is written in transactions), in seconds (how long ago the oldest unread record was appended), and where that goes. */
const behind = {
  lag: unknownOr(Type.Integer()),
  lagSeconds: unknownOr(Type.Number({ minimum: 0 })),
  trend: unknownOr(Trend),
};

/**
 * What becomes of what it reads. A `fold` keeps its state and its position in the memory of its process: of one that runs
 * in another process than ops-api, position and lag are unknown, and nothing is wrong with that.
 */
export const ReaderKind = Type.Union([
  Type.Literal('projection'),
  Type.Literal('task'),
  Type.Literal('effect'),
  Type.Literal('fold'),
]);

/** A reader: where it stands in each partition. Null means unknown, never 0. */
export const ReaderInfo = Type.Object({
  name: Type.String(),
  app: Type.String(),
  kind: ReaderKind,
  topics: Type.Array(Type.String()),
  /** `away`: its group has no member now. */
  state: ReaderState,
  ...behind,
  partitions: Type.Array(
    Type.Object({
      topic: Type.String(),
      partition: Type.Integer(),
      position: unknownOr(Type.Integer()),
      end: Type.Integer(),
      ...behind,
    }),
  ),
});
export type ReaderInfo = Static<typeof ReaderInfo>;

/**
 * Where a reader is wanted: to an `offset` of one partition, or to the `beginning`, the `end` or the first record since a
 * `time` of a partition, of a topic, or of all it reads. `skip`: records may be left out.
 */
const target = {
  to: Type.Union([Type.Literal('beginning'), Type.Literal('end'), Type.Literal('offset'), Type.Literal('time')]),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 })),
  time: Type.Optional(Time),
  topic: Type.Optional(Id),
  partition: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
  skip: Type.Optional(Type.Boolean()),
};
export const MoveTarget = Type.Object(target);
export type MoveTarget = Static<typeof MoveTarget>;

/** What a move would come to, partition by partition, and why it would be refused. */
export const MovePreview = Type.Object({
  partitions: Type.Array(
    Type.Object({
      topic: Type.String(),
      partition: Type.Integer(),
      from: unknownOr(Type.Integer()),
      to: Type.Integer(),
      begin: Type.Integer(),
      end: Type.Integer(),
    }),
  ),
  refusal: unknownOr(Reason),
  /** Whether `skip` would make it possible. */
  skippable: Type.Boolean(),
});
export type MovePreview = Static<typeof MovePreview>;

/** What somebody asked of a reader, or what it reported by itself, and what came of it. */
export const AuditEntry = Type.Object({
  id: Id,
  /** The type of the control event: `ReaderPauseRequested`. */
  type: Type.String(),
  time: Time,
  /** A user id, or the app that reported. */
  by: Id,
  position: Position,
  data: Type.Unknown(),
  outcomes: Type.Array(
    Type.Object({ id: Id, type: Type.String(), time: Time, position: Position, data: Type.Unknown() }),
  ),
});
export type AuditEntry = Static<typeof AuditEntry>;

/** One record that a reader is to leave out, and why, for whoever reads the audit later. */
export const SkipWish = Type.Object({
  topic: Id,
  partition: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  offset: Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 }),
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
});
export type SkipWish = Static<typeof SkipWish>;

/** A record that a reader leaves out: because its handler failed of it (`handler.failed`), or an operator said so. */
export const SkippedRecord = Type.Object({
  position: Position,
  code: Type.Union([Type.Literal('handler.failed'), Type.Literal('record.skipped')]),
  reason: Type.String(),
  /** A user id, or the app whose handler failed. */
  by: Id,
  since: Time,
});
export type SkippedRecord = Static<typeof SkippedRecord>;

/** Readers, their positions, and what can be asked of them. */
export const readersOperations = {
  listReaders: {
    summary: 'Every reader and its position',
    method: 'GET',
    path: '/api/ops/readers',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Readers', body: Page(ReaderInfo) } },
    problems: [503],
  },
  getReader: {
    summary: 'One reader and its position',
    method: 'GET',
    path: '/api/ops/readers/{name}',
    app: 'ops-api',
    access: 'ops.read',
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
  previewMove: {
    summary: 'What moving a reader would come to, and whether it is safe',
    method: 'GET',
    path: '/api/ops/readers/{name}/move',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ name: Id }),
    query: Type.Object(target),
    answers: { 200: { description: 'What would happen', body: MovePreview } },
    problems: [404, 422, 503],
  },
  moveReader: {
    summary: 'Ask a paused reader to read on from elsewhere',
    method: 'POST',
    path: '/api/ops/readers/{name}/move',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ name: Id }),
    body: MoveTarget,
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 409, 422, 503],
  },
  auditReader: {
    summary: 'What was asked of a reader, by whom, and what came of it; newest first',
    method: 'GET',
    path: '/api/ops/readers/{name}/audit',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ name: Id }),
    answers: { 200: { description: 'The last hundred events', body: Page(AuditEntry) } },
    problems: [404, 503],
  },
  listSkips: {
    summary: 'The records that a reader leaves out, newest first',
    method: 'GET',
    path: '/api/ops/readers/{name}/skips',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ name: Id }),
    answers: { 200: { description: 'All of them', body: Page(SkippedRecord) } },
    problems: [404, 503],
  },
  skipRecord: {
    summary: 'Ask a reader to leave out one record',
    method: 'POST',
    path: '/api/ops/readers/{name}/skips',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ name: Id }),
    body: SkipWish,
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 409, 422, 503],
  },
  takeBackSkip: {
    summary: 'Leave a record out no longer: the next rebuild applies it',
    method: 'DELETE',
    path: '/api/ops/readers/{name}/skips/{topic}/{partition}/{offset}',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({
      name: Id,
      topic: Id,
      partition: SkipWish.properties.partition,
      offset: SkipWish.properties.offset,
    }),
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 422, 503],
  },
} as const satisfies Record<string, Operation>;
