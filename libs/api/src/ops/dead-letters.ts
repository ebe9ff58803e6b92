import { Type, type Static } from 'typebox';
import { Id, Position, Time } from '@shop/topics';
import { Page } from '../schemas.js';
import { cursor, limit } from '../parameters.js';
import type { Operation } from '../operation.js';

/** A record that a reader could not understand. */
export const DeadLetter = Type.Object({
  id: Id,
  reader: Type.String(),
  source: Position,
  code: Type.String(),
  message: Type.String(),
  time: Time,
  key: Type.Union([Type.String(), Type.Null()]),
  /** The original bytes in base64; null for a record without a value. */
  bytes: Type.Union([Type.String(), Type.Null()]),
  /** The same as text where it is valid UTF-8. */
  text: Type.Union([Type.String(), Type.Null()]),
  position: Position,
});
export type DeadLetter = Static<typeof DeadLetter>;

export const DeadLetterPage = Page(DeadLetter);

/** Records that a reader could not understand. */
export const deadLettersOperations = {
  listDeadLetters: {
    summary: 'Records that could not be understood, newest first',
    method: 'GET',
    path: '/api/ops/dead-letters',
    app: 'ops-api',
    access: 'ops',
    query: Type.Object({ reader: Type.Optional(Type.String({ maxLength: 100 })), cursor, limit }),
    answers: { 200: { description: 'Dead letters', body: DeadLetterPage } },
    problems: [503],
  },
  getDeadLetter: {
    summary: 'One dead letter with its original bytes',
    method: 'GET',
    path: '/api/ops/dead-letters/{id}',
    app: 'ops-api',
    access: 'ops',
    params: Type.Object({ id: Id }),
    answers: { 200: { description: 'The dead letter', body: DeadLetter } },
    problems: [404, 503],
  },
} as const satisfies Record<string, Operation>;
