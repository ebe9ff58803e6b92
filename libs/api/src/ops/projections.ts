import { Type, type Static } from 'typebox';
import { Generation, Id, Position, Reason, TableCompared, Time } from '@shop/topics';
import { Accepted, Page, unknownOr } from '../schemas.js';
import type { Operation } from '../operation.js';
import { ReaderState } from './readers.js';

/**
 * - `serving`: it answers, and nothing else is under way.
 * - `requested`: it is to be built anew or verified, and its service has not answered yet.
 * - `building`: a new generation reads the log, beside the one that answers.
 * - `comparing`: the new one has reached the end of the log; it is compared before it takes over, or is dropped.
 * - `cancelling`: it is to be dropped, and its service has not answered yet.
 *
 * In all of them the generation that was there before goes on answering.
 */
export const ProjectionState = Type.Union([
  Type.Literal('serving'),
  Type.Literal('requested'),
  Type.Literal('building'),
  Type.Literal('comparing'),
  Type.Literal('cancelling'),
]);
export type ProjectionState = Static<typeof ProjectionState>;

/** Who wanted it: a user id, `ops-api` for its schedule; null for a service that was started with a changed projection. */
const by = unknownOr(Id);

/** What a generation is built for: to take the place of the one that answers, or to be compared with it and dropped. */
export const BuildPurpose = Type.Union([Type.Literal('rebuild'), Type.Literal('logWins'), Type.Literal('verify')]);
export type BuildPurpose = Static<typeof BuildPurpose>;

/** A generation that is being built. What can't be known yet is null. */
export const RebuildProgress = Type.Object({
  by,
  purpose: BuildPurpose,
  from: Generation,
  to: Generation,
  since: Time,
  /** Offsets that are passed, of `total` that the log holds now; markers of transactions take some of both. */
  done: unknownOr(Type.Integer({ minimum: 0 })),
  total: unknownOr(Type.Integer({ minimum: 0 })),
  /** Offsets a second over the last seconds. */
  rate: unknownOr(Type.Number({ minimum: 0 })),
  secondsLeft: unknownOr(Type.Integer({ minimum: 0 })),
});
export type RebuildProgress = Static<typeof RebuildProgress>;

/** How the last rebuild or verification ended. `verified` says that it was compared: `tables` tell whether it was equal. */
export const RebuildOutcome = Type.Object({
  result: Type.Union([
    Type.Literal('rebuilt'),
    Type.Literal('verified'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  purpose: BuildPurpose,
  /** Where that is written. */
  position: Position,
  by,
  /** When it ended. */
  at: Time,
  from: Type.Optional(Generation),
  to: Type.Optional(Generation),
  /** From its start to the switch, or to the end of a verification, in milliseconds. */
  took: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Where both generations stood when they were compared: the next offset of each partition. */
  positions: Type.Array(Position),
  /** `equal` is null where the generations are of different versions, and so have no need to be. */
  tables: Type.Array(Type.Object({ ...TableCompared.properties, equal: unknownOr(Type.Boolean()) })),
  failure: Type.Optional(Reason),
});
export type RebuildOutcome = Static<typeof RebuildOutcome>;

/** A read model. It goes by the name of the reader that keeps it, because two services may keep the same one. */
export const ProjectionInfo = Type.Object({
  name: Type.String(),
  reader: Type.String(),
  app: Type.String(),
  topics: Type.Array(Type.String()),
  /** Whether anybody keeps it up to date, and would answer a request to build it anew. */
  readerState: ReaderState,
  state: ProjectionState,
  /** The generation that answers; null until a rebuild has told. */
  generation: unknownOr(Generation),
  /** A request that waits for its service: whose it is, and since when. */
  requested: Type.Optional(Type.Object({ by: Id, at: Time, purpose: BuildPurpose })),
  building: Type.Optional(RebuildProgress),
  last: Type.Optional(RebuildOutcome),
});
export type ProjectionInfo = Static<typeof ProjectionInfo>;

const name = Type.Object({ name: Id });

/** Read models: building them anew, and holding them against the log. */
export const projectionsOperations = {
  listProjections: {
    summary: 'Every read model, which generation answers, and what is being built',
    method: 'GET',
    path: '/api/ops/projections',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Read models', body: Page(ProjectionInfo) } },
    problems: [503],
  },
  getProjection: {
    summary: 'One read model',
    method: 'GET',
    path: '/api/ops/projections/{name}',
    app: 'ops-api',
    access: 'ops.read',
    params: name,
    answers: { 200: { description: 'The read model', body: ProjectionInfo } },
    problems: [404, 503],
  },
  rebuildProjection: {
    summary: 'Build a read model anew from the log, beside the one that answers',
    method: 'POST',
    path: '/api/ops/projections/{name}/rebuild',
    app: 'ops-api',
    access: 'ops',
    params: name,
    /** The log wins: what is built takes its place even if it is not equal. */
    query: Type.Object({ logWins: Type.Optional(Type.Boolean()) }),
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 409, 422, 503],
  },
  verifyProjection: {
    summary: 'Compare a read model with the log: what is built for that is dropped, and nothing is switched',
    method: 'POST',
    path: '/api/ops/projections/{name}/verify',
    app: 'ops-api',
    access: 'ops',
    params: name,
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 409, 422, 503],
  },
  cancelRebuild: {
    summary: 'Drop what is being built; the one that answers is left alone',
    method: 'POST',
    path: '/api/ops/projections/{name}/rebuild/cancel',
    app: 'ops-api',
    access: 'ops',
    params: name,
    appends: true,
    answers: { 202: { description: 'Asked, in the log', body: Accepted } },
    problems: [404, 409, 422, 503],
  },
} as const satisfies Record<string, Operation>;
