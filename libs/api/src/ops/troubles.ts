import { Type, type Static } from 'typebox';
import { Time } from '@shop/topics';
import { Page } from '../schemas.js';
import type { Operation } from '../operation.js';

/** A reader doesn't understand what one of its topics brings: the records are among the dead letters. */
export const RecordsTrouble = Type.Object({
  kind: Type.Literal('records'),
  reader: Type.String(),
  topic: Type.String(),
  /** How many since it began. */
  count: Type.Integer({ minimum: 1 }),
  since: Time,
  /** When the last one was put away. */
  last: Time,
});
export type RecordsTrouble = Static<typeof RecordsTrouble>;

/** A connector of Kafka Connect, or Connect itself, doesn't work: rows don't reach the log. */
export const ConnectorTrouble = Type.Object({
  kind: Type.Literal('connector'),
  /** Its name; `Kafka Connect` where that doesn't answer, or has none. */
  connector: Type.String(),
  /** Connect's own word for the worst of connector and tasks (`FAILED`, `UNASSIGNED`), `AWAY` or `ABSENT`. */
  state: Type.String(),
  /** The first line of what went wrong. */
  reason: Type.Optional(Type.String()),
  since: Time,
});
export type ConnectorTrouble = Static<typeof ConnectorTrouble>;

/** Something that somebody has to look at now. */
export const Trouble = Type.Union([RecordsTrouble, ConnectorTrouble]);
export type Trouble = Static<typeof Trouble>;

/** What is wrong with what comes into the log, and with who reads it. */
export const troublesOperations = {
  listTroubles: {
    summary: 'Sources that are not understood, and connectors that do not work; none when all is well',
    method: 'GET',
    path: '/api/ops/troubles',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Troubles', body: Page(Trouble) } },
    problems: [503],
  },
} as const satisfies Record<string, Operation>;
