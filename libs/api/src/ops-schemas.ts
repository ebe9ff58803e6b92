import { Type, type Static } from 'typebox';
import { Id, LoyaltyStatus, Money, Position, Sku, Time, UserRowUsed } from '@shop/topics';
import { HistoryEntry, longTextSchema, Page } from './schemas.js';

export const AlertStatus = Type.Union([Type.Literal('open'), Type.Literal('acknowledged'), Type.Literal('resolved')]);
export type AlertStatus = Static<typeof AlertStatus>;

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
/** An alert with everything that happened to it. */
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

/** What was sold of a product, and what was put back. */
export const Sales = Type.Object({
  sku: Sku,
  name: Type.String(),
  unitsSold: Type.Integer(),
  unitsPutBack: Type.Integer(),
  revenue: Type.Array(Money),
});
export type Sales = Static<typeof Sales>;

/** The shop in numbers, since the beginning of the log. */
export const Figures = Type.Object({
  orders: Type.Integer(),
  revenue: Type.Array(Money),
  unitsSold: Type.Integer(),
  unitsPutBack: Type.Integer(),
  reviews: Type.Integer(),
  ratingAverage: Type.Union([Type.Number(), Type.Null()]),
  alertsOpen: Type.Integer(),
  /** The last 30 days, oldest first, in UTC. */
  days: Type.Array(
    Type.Object({
      date: Type.String(),
      orders: Type.Integer(),
      unitsSold: Type.Integer(),
      unitsPutBack: Type.Integer(),
      revenue: Type.Array(Money),
    }),
  ),
});
export type Figures = Static<typeof Figures>;

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
  /** Records ever appended (the sum of end offsets); null while unknown. */
  records: Type.Union([Type.Integer(), Type.Null()]),
  /** Records a second over the last sample; null while unknown. */
  rate: Type.Union([Type.Number(), Type.Null()]),
  eventTypes: Type.Array(Type.String()),
});
export type TopicInfo = Static<typeof TopicInfo>;
/** A record of a topic as a preview shows it. */
export const TopicRecord = Type.Object({
  position: Position,
  timestamp: Time,
  key: Type.Union([Type.String(), Type.Null()]),
  /** The value as text; null is a tombstone. */
  value: Type.Union([Type.String(), Type.Null()]),
});
export type TopicRecord = Static<typeof TopicRecord>;

export const ReaderState = Type.Union([
  Type.Literal('running'),
  Type.Literal('paused'),
  Type.Literal('away'),
  Type.Literal('unknown'),
]);
/** A reader: where it stands in each partition. Null means unknown, never 0. */
export const ReaderInfo = Type.Object({
  name: Type.String(),
  app: Type.String(),
  topics: Type.Array(Type.String()),
  /** `away`: its group has no member now. */
  state: ReaderState,
  lag: Type.Union([Type.Integer(), Type.Null()]),
  partitions: Type.Array(
    Type.Object({
      topic: Type.String(),
      partition: Type.Integer(),
      position: Type.Union([Type.Integer(), Type.Null()]),
      end: Type.Integer(),
      lag: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
});
export type ReaderInfo = Static<typeof ReaderInfo>;

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

/** A customer's row as it has arrived by change data capture. */
export const Customer = Type.Object({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  loyaltyStatus: LoyaltyStatus,
  updatedAt: Time,
  /** Where the row stands in `users`. */
  position: Position,
  /** When this row arrived in the console's read model. */
  arrivedAt: Time,
});
export type Customer = Static<typeof Customer>;

/** A projection and the generation of its read model that answers. */
export const ProjectionInfo = Type.Object({
  name: Type.String(),
  reader: Type.String(),
  app: Type.String(),
  topics: Type.Array(Type.String()),
});
export type ProjectionInfo = Static<typeof ProjectionInfo>;

/** What happens in the shop, as the ticker shows it: from the log, folded in memory. */
export const TickerEntry = Type.Object({
  position: Position,
  type: Type.String(),
  time: Time,
  subject: Type.String(),
  summary: Type.String(),
});
export type TickerEntry = Static<typeof TickerEntry>;

export const AlertPage = Page(Alert);
export const SalesPage = Page(Sales);
export const DeadLetterPage = Page(DeadLetter);
export const CustomerPage = Page(Customer);
