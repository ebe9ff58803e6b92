import { Type, type Static } from 'typebox';
import { Id, Position, Time } from '@shop/topics';
import { Page } from '../schemas.js';
import { cursor, limit } from '../parameters.js';
import type { Operation } from '../operation.js';
import { SendBack, SendBackPlan, SendBackRequest, Returnable, SentBack } from './send-back.js';

const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Whether an operator has sent it back to its topic. */
export const DeadLetterState = Type.Union([Type.Literal('waiting'), Type.Literal('sentBack')]);
export type DeadLetterState = Static<typeof DeadLetterState>;

/** What of a record is not in its letter, because it was too large: it is where the record was. */
export const DeadLetterCut = Type.Object({
  parts: Type.Array(Type.Union([Type.Literal('value'), Type.Literal('key'), Type.Literal('headers')])),
  /** How many bytes the value had; null where it is whole, or nobody read it. */
  length: nullable(Type.Integer({ minimum: 0 })),
  /** The SHA-256 of the whole value in hexadecimal; null as above. */
  sha256: nullable(Type.String()),
});
export type DeadLetterCut = Static<typeof DeadLetterCut>;

/** A record that a reader could not understand. */
export const DeadLetter = Type.Object({
  id: Id,
  reader: Type.String(),
  source: Position,
  code: Type.String(),
  message: Type.String(),
  /** Who has to mend it: the `source` that the event names, or else the writers that the map of topics names. */
  producer: Type.String(),
  time: Time,
  key: Type.Union([Type.String(), Type.Null()]),
  /** The original bytes in base64, in a list the first 500 of them; null for a record without a value. */
  bytes: Type.Union([Type.String(), Type.Null()]),
  /** The same as text where it is valid UTF-8. */
  text: Type.Union([Type.String(), Type.Null()]),
  /** How many bytes the letter has: `bytes` holds fewer where it is only the first of them. Null for a record without a value. */
  size: nullable(Type.Integer({ minimum: 0 })),
  /** Null where the letter has all of the record. */
  cut: nullable(DeadLetterCut),
  position: Position,
  state: DeadLetterState,
  /** How often the record was sent back before it became this letter. */
  round: Type.Integer({ minimum: 0 }),
});
export type DeadLetter = Static<typeof DeadLetter>;

export const DeadLetterPage = Page(DeadLetter);

/** Dead letters of one reader, reason, producer and topic: what one person can mend in one place. */
export const DeadLetterGroup = Type.Object({
  reader: Type.String(),
  code: Type.String(),
  producer: Type.String(),
  topic: Type.String(),
  count: Type.Integer({ minimum: 1 }),
  /** How many were never sent back. */
  waiting: Type.Integer({ minimum: 0 }),
  sentBack: Type.Integer({ minimum: 0 }),
  newest: Time,
  oldest: Time,
  /** The newest of them. */
  example: Id,
  returnable: Returnable,
});
export type DeadLetterGroup = Static<typeof DeadLetterGroup>;

export const DeadLetterGroupPage = Page(DeadLetterGroup);

/** What the reader of a dead letter holds records of its topic against. */
export const ExpectedContent = Type.Object({
  topic: Type.String(),
  /** The event types of the topic; none where it holds rows or bytes. */
  types: Type.Array(Type.String()),
  /** The one that the record says to be, if it is one of them. */
  type: nullable(Type.String()),
  /** The JSON Schema of that type or of the rows; null where it isn't known which would be meant. */
  schema: nullable(Type.Record(Type.String(), Type.Unknown())),
});
export type ExpectedContent = Static<typeof ExpectedContent>;

/** What the schema of today says of the bytes. */
export const Decoded = Type.Object({
  ok: Type.Boolean(),
  code: nullable(Type.String()),
  message: nullable(Type.String()),
  /** The field that is wrong or missing, as a JSON Pointer; null where it is all of it. */
  pointer: nullable(Type.String()),
});
export type Decoded = Static<typeof Decoded>;

/** A dead letter beside what was expected, and what was done about it. */
export const DeadLetterDetail = Type.Object({
  ...DeadLetter.properties,
  /** The headers that the record had. */
  headers: Type.Record(Type.String(), Type.String()),
  /** The dead letter that was sent back and failed again as this one. */
  cameFrom: nullable(Type.String()),
  expected: ExpectedContent,
  decodes: Decoded,
  returnable: Returnable,
  /** How often the record was sent back, before and since it became this letter, and how often it may be. */
  rounds: Type.Object({ used: Type.Integer({ minimum: 0 }), limit: Type.Integer({ minimum: 1 }) }),
  /** Oldest first. */
  sentBack: Type.Array(SentBack),
});
export type DeadLetterDetail = Static<typeof DeadLetterDetail>;

const filterText = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));

/** The record of a dead letter, read where it was. */
export const DeadLetterSource = Type.Object({
  position: Position,
  key: nullable(Type.String()),
  /** The bytes in base64; null for a record without a value. */
  bytes: nullable(Type.String()),
  /** The same as text where it is valid UTF-8. */
  text: nullable(Type.String()),
  headers: Type.Record(Type.String(), Type.String()),
});
export type DeadLetterSource = Static<typeof DeadLetterSource>;

/** Records that a reader could not understand, and sending them back once they are mended. */
export const deadLettersOperations = {
  listDeadLetters: {
    summary: 'Records that could not be understood, newest first, with the first 500 bytes of each',
    method: 'GET',
    path: '/api/ops/dead-letters',
    app: 'ops-api',
    access: 'ops.read',
    query: Type.Object({
      reader: filterText,
      code: filterText,
      producer: filterText,
      topic: filterText,
      state: Type.Optional(DeadLetterState),
      cursor,
      limit,
    }),
    answers: { 200: { description: 'Dead letters', body: DeadLetterPage } },
    problems: [503],
  },
  listDeadLetterGroups: {
    summary: 'Dead letters by reader, reason, producer and topic, newest first',
    method: 'GET',
    path: '/api/ops/dead-letters/groups',
    app: 'ops-api',
    access: 'ops.read',
    query: Type.Object({ cursor, limit }),
    answers: { 200: { description: 'Groups', body: DeadLetterGroupPage } },
    problems: [503],
  },
  sendBackDeadLetters: {
    summary: 'Send dead letters back to the topic they came from, in lots, or only tell what would become of them',
    method: 'POST',
    path: '/api/ops/dead-letters/send-back',
    app: 'ops-api',
    access: 'ops',
    body: SendBackRequest,
    appends: true,
    answers: {
      200: { description: 'A dry run: nothing was written', body: SendBackPlan },
      202: { description: 'They are being sent back', body: SendBack },
    },
    problems: [404, 409, 422, 503],
  },
  listSendBacks: {
    summary: 'What was sent back since the service started, newest first; all of it is in `control_events`',
    method: 'GET',
    path: '/api/ops/dead-letters/send-back',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Sendings', body: Page(SendBack) } },
    problems: [503],
  },
  getSendBack: {
    summary: 'How far a sending is',
    method: 'GET',
    path: '/api/ops/dead-letters/send-back/{id}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ id: Id }),
    answers: { 200: { description: 'The sending', body: SendBack } },
    problems: [404, 503],
  },
  getDeadLetter: {
    summary: 'One dead letter with its original bytes, beside the schema it is held against',
    method: 'GET',
    path: '/api/ops/dead-letters/{id}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ id: Id }),
    answers: { 200: { description: 'The dead letter', body: DeadLetterDetail } },
    problems: [404, 503],
  },
  getDeadLetterSource: {
    summary: 'The whole record of a dead letter, read where it was: letters of large records are cut',
    method: 'GET',
    path: '/api/ops/dead-letters/{id}/source',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ id: Id }),
    answers: { 200: { description: 'The record', body: DeadLetterSource } },
    problems: [404, 409, 422, 503],
  },
} as const satisfies Record<string, Operation>;
