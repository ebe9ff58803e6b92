import { Type, type Static } from 'typebox';
import { Id, Position, Time } from '@shop/topics';
import { Page } from '../schemas.js';
import { limit } from '../parameters.js';
import type { Operation } from '../operation.js';

/** A topic: what was declared, and how it is now. */
export const TopicInfo = Type.Object({
  name: Type.String(),
  description: Type.String(),
  owner: Type.String(),
  key: Type.String(),
  personal: Type.Boolean(),
  retention: Type.String(),
  partitions: Type.Integer(),
  writers: Type.Array(Type.String()),
  readers: Type.Array(Type.String()),
  /** Records ever appended, where each offset is a record; null for topics of which that isn't so, and while unknown. */
  records: Type.Union([Type.Integer(), Type.Null()]),
  /**
   * Offsets given out so far (the sum of end offsets); null while unknown. A transaction's marker takes an offset and is no
   * record, and compaction removes records but not their offsets.
   */
  offsets: Type.Union([Type.Integer(), Type.Null()]),
  /** Offsets a second over the last sample; null while unknown. */
  rate: Type.Union([Type.Number(), Type.Null()]),
  eventTypes: Type.Array(Type.String()),
});
export type TopicInfo = Static<typeof TopicInfo>;

/** A record of a topic as a preview shows it. */
export const TopicRecord = Type.Object({
  position: Position,
  timestamp: Time,
  /** The key as text, its first 200 characters at most. */
  key: Type.Union([Type.String(), Type.Null()]),
  /** The value as text, its first 16 KiB at most; null is a tombstone. */
  value: Type.Union([Type.String(), Type.Null()]),
  /** How many bytes the whole value has. */
  size: Type.Integer({ minimum: 0 }),
});
export type TopicRecord = Static<typeof TopicRecord>;

/** The catalogue of topics. */
export const topicsOperations = {
  listTopics: {
    summary: 'The map of topics, and how they are now',
    method: 'GET',
    path: '/api/ops/topics',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Topics', body: Page(TopicInfo) } },
    problems: [503],
  },
  getTopic: {
    summary: 'One topic',
    method: 'GET',
    path: '/api/ops/topics/{name}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ name: Id }),
    answers: { 200: { description: 'The topic', body: TopicInfo } },
    problems: [404, 503],
  },
  listRecords: {
    summary: 'The newest records of a topic; no personal topics',
    method: 'GET',
    path: '/api/ops/topics/{name}/records',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ name: Id }),
    query: Type.Object({ limit }),
    answers: { 200: { description: 'Records, newest first', body: Page(TopicRecord) } },
    problems: [403, 404, 503],
  },
} as const satisfies Record<string, Operation>;
