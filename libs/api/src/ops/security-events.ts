import { Type, type Static } from 'typebox';
import { Id, SecurityEventRow, SecurityOutcome, Time } from '@shop/topics';
import { Page } from '../schemas.js';
import { cursor, limit } from '../parameters.js';
import type { Operation } from '../operation.js';

/** Who did what, when, from where, and what came of it. */
export const SecurityEvent = Type.Object(SecurityEventRow.properties);
export type SecurityEvent = Static<typeof SecurityEvent>;

/** What happened that somebody may have to answer for. */
export const securityEventsOperations = {
  listSecurityEvents: {
    summary: 'Sign-ins, refusals and what staff have changed in the last 90 days, newest first',
    method: 'GET',
    path: '/api/ops/security-events',
    app: 'ops-api',
    access: 'ops.read',
    query: Type.Object({
      /** A user id: what that user did, or what was done to that user. */
      actor: Type.Optional(Id),
      action: Type.Optional(Id),
      outcome: Type.Optional(SecurityOutcome),
      from: Type.Optional(Time),
      to: Type.Optional(Time),
      cursor,
      limit,
    }),
    answers: { 200: { description: 'Security events', body: Page(SecurityEvent) } },
    problems: [503],
  },
} as const satisfies Record<string, Operation>;
