import { Type, type Static } from 'typebox';
import { Id, LongText, MAX_LINEAGE, Name, Position, ProductName, Sku, Time } from './common.schema.js';
import { EventType, eventTypes, type DataOf } from './event-type.js';
import { UserRowUsed } from './review.schema.js';

/** An unhappy VIP was seen. `alertId` is derived from the cause, so raising twice is raising once. */
export const AlertRaised = EventType.of(
  'AlertRaised',
  Type.Object({
    alertId: Id,
    reviewId: Id,
    sku: Sku,
    productName: ProductName,
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    text: LongText,
    postedAt: Time,
    userId: Id,
    /** Where the review stood in reviews, reviews_clean, enriched_reviews and unhappy_vips, in this order. */
    lineage: Type.Array(Position, { maxItems: 2 * MAX_LINEAGE }),
    userRow: UserRowUsed,
    rule: Name,
  }),
);
/** Somebody has seen it: the event's actor. */
export const AlertAcknowledged = EventType.of('AlertAcknowledged', Type.Object({}));
/** It is now the task of `to`, a user id. */
export const AlertAssigned = EventType.of('AlertAssigned', Type.Object({ to: Id }));
/** It is to be left alone until then. */
export const AlertSnoozed = EventType.of('AlertSnoozed', Type.Object({ until: Time }));
/** Something was written down: `noteId` says what, in `alert_notes`. Events of before have the `text` themselves. */
export const AlertNoted = EventType.of(
  'AlertNoted',
  Type.Object({
    noteId: Type.Optional(Id),
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  }),
);
/** It is done; why says the note, if there is one. Events of before have the `reason` themselves. */
export const AlertResolved = EventType.of(
  'AlertResolved',
  Type.Object({
    noteId: Type.Optional(Id),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
);
export const AlertReopened = EventType.of('AlertReopened', Type.Object({}));

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

/** The events of `alert_events`. */
export const alertEvents = eventTypes(
  AlertRaised,
  AlertAcknowledged,
  AlertAssigned,
  AlertSnoozed,
  AlertNoted,
  AlertResolved,
  AlertReopened,
);
/** The data of each alert event by its type. */
export type AlertEventData = DataOf<typeof alertEvents>;

export type AlertNote = Static<typeof AlertNote>;
