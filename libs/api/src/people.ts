import { Type, type Static } from 'typebox';
import { Id, Position, SecurityOutcome, Sku, Time } from '@shop/topics';
import { AlertStatus } from './ops/alerts.js';
import type { AppName, Operation } from './operation.js';
import { Contact, HistoryEntry, Order, unknownOr, User } from './schemas.js';

/** What the back office holds about a person: the row itself, but for the hash of the password. */
export const HeldAccount = Type.Object({ user: User });
export type HeldAccount = Static<typeof HeldAccount>;

/** What basket-api holds about a person: baskets with all that happened to them, orders, and where they went. */
export const HeldShopping = Type.Object({
  baskets: Type.Array(Type.Object({ basketId: Id, status: Type.String(), events: Type.Array(HistoryEntry) })),
  orders: Type.Array(Order),
  /** Contacts of checkouts of which no order has come. */
  contacts: Type.Array(Type.Object({ orderId: Id, contact: Contact })),
});
export type HeldShopping = Static<typeof HeldShopping>;

/** What review-api holds about a person: the review of each product that stands. */
export const HeldReviews = Type.Object({
  reviews: Type.Array(
    Type.Object({ reviewId: Id, sku: Sku, rating: Type.Integer(), text: Type.String(), postedAt: Time }),
  ),
});
export type HeldReviews = Static<typeof HeldReviews>;

/** What notifier holds about a person: alerts about their reviews, with what was written down. Not who wrote it. */
export const HeldAlerts = Type.Object({
  alerts: Type.Array(
    Type.Object({
      alertId: Id,
      status: AlertStatus,
      sku: Sku,
      productName: Type.String(),
      rating: Type.Integer(),
      text: Type.String(),
      raisedAt: Time,
      events: Type.Array(Type.Object({ type: Type.String(), time: Time, data: Type.Unknown() })),
    }),
  ),
});
export type HeldAlerts = Static<typeof HeldAlerts>;

/** A security event as the person sees it whom it is about: nothing in it tells of anybody else. */
export const HeldSecurityEvent = Type.Object({
  at: Time,
  action: Id,
  outcome: SecurityOutcome,
  code: unknownOr(Type.String()),
  /** Who did it: the person, somebody else to the person, or nobody known (who tried to sign in). */
  by: Type.Union([Type.Literal('person'), Type.Literal('somebodyElse'), Type.Literal('unknown')]),
  /** The address it came from, where the person did it. */
  client: unknownOr(Type.String()),
});
export type HeldSecurityEvent = Static<typeof HeldSecurityEvent>;

/** What ops-api holds about a person: the copy of the row, dead letters that name the person's id, and security events. */
export const HeldOperations = Type.Object({
  customer: unknownOr(Type.Object({ name: Type.String(), email: Type.String(), loyaltyStatus: Type.String() })),
  deadLetters: Type.Array(
    Type.Object({ id: Type.String(), time: Time, reader: Type.String(), reason: Type.String(), source: Position }),
  ),
  /** What the person did, and what was done to them, in the last 90 days: how much, and the newest of it. */
  securityEvents: Type.Object({ count: Type.Integer(), newest: Type.Array(HeldSecurityEvent) }),
});
export type HeldOperations = Static<typeof HeldOperations>;

const parts = {
  account: HeldAccount,
  shopping: HeldShopping,
  reviews: HeldReviews,
  alerts: HeldAlerts,
  operations: HeldOperations,
} as const;

/** A part of an export, which one process answers. */
export type ExportPart = keyof typeof parts;

/** Everything that the shop holds about a person. A part that could not be had is null, and `missing` says why. */
export const PersonExport = Type.Object({
  userId: Id,
  exportedAt: Time,
  /** Whether no part is missing. */
  complete: Type.Boolean(),
  missing: Type.Array(Type.Object({ part: Type.String(), reason: Type.String() })),
  account: unknownOr(HeldAccount),
  shopping: unknownOr(HeldShopping),
  reviews: unknownOr(HeldReviews),
  alerts: unknownOr(HeldAlerts),
  operations: unknownOr(HeldOperations),
});
export type PersonExport = Static<typeof PersonExport>;

/** What a person says who wants to be forgotten. Operations staff need no password of the person. */
export const Goodbye = Type.Object({ password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) });
export type Goodbye = Static<typeof Goodbye>;

const userId = Type.Object({ userId: Id });

const held = <const P extends ExportPart, const A extends AppName>(part: P, app: A, summary: string) =>
  ({
    summary,
    method: 'GET',
    path: `/api/users/{userId}/export/${part}`,
    app,
    access: 'user',
    params: userId,
    answers: { 200: { description: 'What is held', body: parts[part] as (typeof parts)[P] } },
    problems: [404],
  }) as const satisfies Operation;

/** What a person, or operations staff, may ask about that person: the same for a foreign person as for none. */
export const peopleOperations = {
  deleteUser: {
    summary: 'Forget a person: their own password, or operations staff',
    method: 'DELETE',
    path: '/api/users/{userId}',
    app: 'backoffice-api',
    access: 'user',
    params: userId,
    body: Goodbye,
    audit: 'all',
    answers: { 204: { description: 'Deleted; the rest follows within three days' } },
    problems: [404, 422, 429],
  },
  exportUser: {
    summary: 'Everything that is held about a person, gathered from every service as the caller',
    method: 'GET',
    path: '/api/users/{userId}/export',
    app: 'gateway',
    access: 'user',
    params: userId,
    answers: { 200: { description: 'All of it, or what could be had', body: PersonExport } },
    problems: [404],
  },
  exportAccount: held('account', 'backoffice-api', 'What the back office holds about a person'),
  exportShopping: held('shopping', 'basket-api', 'Baskets with their histories, orders and contacts of a person'),
  exportReviews: held('reviews', 'review-api', 'Reviews of a person'),
  exportAlerts: held('alerts', 'notifier', 'Alerts about a person, with what was written down'),
  exportOperations: held('operations', 'ops-api', 'What operations hold about a person'),
} as const;
