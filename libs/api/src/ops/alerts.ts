import { Type, type Static, type TSchema } from 'typebox';
import { Id, LoyaltyStatus, Position, Sku, Time, UserRowUsed } from '@shop/topics';
import { Accepted, HistoryEntry, longTextSchema, Page } from '../schemas.js';
import { after, at, cursor, limit, search } from '../parameters.js';
import type { Operation } from '../operation.js';

export const AlertStatus = Type.Union([Type.Literal('open'), Type.Literal('acknowledged'), Type.Literal('resolved')]);
export type AlertStatus = Static<typeof AlertStatus>;

/**
 * What a list of alerts may be asked for: how they stand now. `snoozed`: not resolved and to be left alone until a time
 * that lies ahead; until then they are neither among the `open` nor the `acknowledged` ones. `unresolved`: everything that
 * isn't resolved.
 */
export const AlertStandingFilter = Type.Union([
  Type.Literal('open'),
  Type.Literal('acknowledged'),
  Type.Literal('resolved'),
  Type.Literal('snoozed'),
  Type.Literal('unresolved'),
]);
export type AlertStandingFilter = Static<typeof AlertStandingFilter>;

/** An alert as operations see it. `sequence` is the offset of its last event in `alert_events` plus 1. */
export const Alert = Type.Object({
  sequence: Type.Integer({ minimum: 1 }),
  alertId: Id,
  status: AlertStatus,
  reviewId: Id,
  sku: Sku,
  productName: Type.String(),
  rating: Type.Integer(),
  text: Type.String(),
  postedAt: Time,
  raisedAt: Time,
  /** The name of who acknowledged it, or the user id where no name is known. */
  acknowledgedBy: Type.Optional(Type.String()),
  /** The name of who it is assigned to, or the user id where no name is known. */
  assignee: Type.Optional(Type.String()),
  snoozedUntil: Type.Optional(Time),
  customer: Type.Object({ userId: Id, name: Type.String(), email: Type.String(), loyaltyStatus: LoyaltyStatus }),
});
export type Alert = Static<typeof Alert>;

/** Why an alert was raised: the four topics the review went through, the user row the join used, and the rule. */
export const AlertReason = Type.Object({ lineage: Type.Array(Position), userRow: UserRowUsed, rule: Type.String() });

export const AlertHistoryEntry = Type.Object({ ...HistoryEntry.properties, actor: Type.String() });

/** An alert with everything that happened to it, until the moment asked for. */
export const AlertDetail = Type.Object({
  ...Alert.properties,
  why: AlertReason,
  events: Type.Array(AlertHistoryEntry),
});
export type AlertDetail = Static<typeof AlertDetail>;

export const AssignAlert = Type.Object({ to: Id });

export const SnoozeAlert = Type.Object({ until: Time });

export const NoteAlert = Type.Object({ text: longTextSchema(2000) });

export const ResolveAlert = Type.Object({ reason: Type.Optional(longTextSchema(2000)) });

export const AlertPage = Page(Alert);

const alertId = Type.Object({ id: Id });

/** A step in an alert's life. */
const step = <const P extends string, B extends TSchema | undefined = undefined>(summary: string, path: P, body?: B) =>
  ({
    summary,
    method: 'POST',
    path: `/api/ops/alerts/{id}/${path}`,
    app: 'notifier',
    access: 'ops',
    params: alertId,
    body: body as B,
    appends: true,
    answers: {
      200: { description: 'The alert now', body: Alert },
      202: { description: 'Appended, not yet applied', body: Accepted },
    },
    problems: [404, 409, 422, 503],
  }) as const;

/** What operations staff may do with alerts. */
export const alertsOperations = {
  listAlerts: {
    summary: 'Alerts, newest first',
    method: 'GET',
    path: '/api/ops/alerts',
    app: 'notifier',
    access: 'ops.read',
    query: Type.Object({ status: Type.Optional(AlertStandingFilter), q: search, after, cursor, limit }),
    answers: { 200: { description: 'Alerts', body: AlertPage } },
    problems: [503],
  },
  getAlert: {
    summary: 'An alert, with why it was raised and everything that happened to it; or as it was at `at`',
    method: 'GET',
    path: '/api/ops/alerts/{id}',
    app: 'notifier',
    access: 'ops.read',
    params: alertId,
    query: Type.Object({ at, after }),
    answers: { 200: { description: 'The alert', body: AlertDetail } },
    problems: [404, 503],
  },
  acknowledgeAlert: step('I have seen it', 'acknowledge'),
  assignAlert: step("Make it somebody's task", 'assign', AssignAlert),
  snoozeAlert: step('Leave it alone until a time', 'snooze', SnoozeAlert),
  noteAlert: step('Write a note', 'notes', NoteAlert),
  resolveAlert: step('It is done', 'resolve', ResolveAlert),
  reopenAlert: step('It is not done after all', 'reopen'),
} as const satisfies Record<string, Operation>;
