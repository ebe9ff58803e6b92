import { Type, type Static } from 'typebox';
import { eventSchema } from './cloud-event.schema.js';
import { Id, Position, Sku, Time } from './common.schema.js';
import { UserRowUsed } from './review.schema.js';

/** An unhappy VIP was seen. `alertId` is derived from the cause, so raising twice is raising once. */
export const AlertRaised = Type.Object({
  alertId: Id,
  reviewId: Id,
  sku: Sku,
  productName: Type.String(),
  rating: Type.Integer({ minimum: 1, maximum: 5 }),
  text: Type.String(),
  postedAt: Time,
  userId: Id,
  /** Where the review stood in reviews, reviews_clean, enriched_reviews and unhappy_vips, in this order. */
  lineage: Type.Array(Position),
  userRow: UserRowUsed,
  rule: Type.String(),
});
/** Somebody has seen it: the event's actor. */
export const AlertAcknowledged = Type.Object({});
/** It is now the task of `to`, a user id. */
export const AlertAssigned = Type.Object({ to: Id });
/** It is to be left alone until then. */
export const AlertSnoozed = Type.Object({ until: Time });
/** Something was written down: `noteId` says what, in `alert_notes`. Events of before have the `text` themselves. */
export const AlertNoted = Type.Object({
  noteId: Type.Optional(Id),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
});
/** It is done; why says the note, if there is one. Events of before have the `reason` themselves. */
export const AlertResolved = Type.Object({
  noteId: Type.Optional(Id),
  reason: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const AlertReopened = Type.Object({});

/**
 * What somebody wrote about an alert: free text, and so personal data, kept where it can be forgotten with the customer
 * (`userId`) that the alert is about. Plain JSON, not an event.
 */
export const AlertNote = Type.Object({
  noteId: Id,
  alertId: Id,
  userId: Id,
  text: Type.String({ minLength: 1, maxLength: 2000 }),
});

/** The events of `alert_events`, whole, by type. */
export const alertEventSchemas = {
  AlertRaised: eventSchema('AlertRaised', 1, AlertRaised),
  AlertAcknowledged: eventSchema('AlertAcknowledged', 1, AlertAcknowledged),
  AlertAssigned: eventSchema('AlertAssigned', 1, AlertAssigned),
  AlertSnoozed: eventSchema('AlertSnoozed', 1, AlertSnoozed),
  AlertNoted: eventSchema('AlertNoted', 1, AlertNoted),
  AlertResolved: eventSchema('AlertResolved', 1, AlertResolved),
  AlertReopened: eventSchema('AlertReopened', 1, AlertReopened),
} as const;

/** The data of each alert event by its type. */
export interface AlertEventData {
  AlertRaised: Static<typeof AlertRaised>;
  AlertAcknowledged: Static<typeof AlertAcknowledged>;
  AlertAssigned: Static<typeof AlertAssigned>;
  AlertSnoozed: Static<typeof AlertSnoozed>;
  AlertNoted: Static<typeof AlertNoted>;
  AlertResolved: Static<typeof AlertResolved>;
  AlertReopened: Static<typeof AlertReopened>;
}

export type AlertNote = Static<typeof AlertNote>;
