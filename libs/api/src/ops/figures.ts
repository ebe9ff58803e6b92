import { Type, type Static } from 'typebox';
import { Id, Line, LoyaltyStatus, Money, Position, Time } from '@shop/topics';
import { Basket, HistoryEntry, Page } from '../schemas.js';
import { at, cursor, limit, search } from '../parameters.js';
import type { Operation } from '../operation.js';

/** The shop in numbers, since the beginning of the log. */
export const Figures = Type.Object({
  orders: Type.Integer(),
  revenue: Type.Array(Money),
  unitsSold: Type.Integer(),
  unitsPutBack: Type.Integer(),
  reviews: Type.Integer(),
  ratingAverage: Type.Union([Type.Number(), Type.Null()]),
  /** Alerts that wait for somebody now: not acknowledged, not snoozed, not resolved. */
  alertsOpen: Type.Integer(),
  /** Alerts that aren't resolved: the open, the acknowledged and the snoozed ones. */
  alertsUnresolved: Type.Integer(),
  /** Alerts that aren't resolved and are left alone until a time that lies ahead. */
  alertsSnoozed: Type.Integer(),
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

/** A customer's row as it has arrived by change data capture. */
export const Customer = Type.Object({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  loyaltyStatus: LoyaltyStatus,
  updatedAt: Time,
  /** Where the row stands in `users`. */
  position: Position,
  /** When this row was appended to `users`, by the broker's record. */
  arrivedAt: Time,
});
export type Customer = Static<typeof Customer>;

export const CustomerPage = Page(Customer);

/** What happens in the shop, as the ticker shows it: from the log, folded in memory. */
export const TickerEntry = Type.Object({
  position: Position,
  type: Type.String(),
  time: Time,
  subject: Type.String(),
  summary: Type.String(),
});
export type TickerEntry = Static<typeof TickerEntry>;

/** A basket, and what happened to it until then. */
export const InspectedBasket = Type.Object({ basket: Basket, events: Type.Array(HistoryEntry) });
export type InspectedBasket = Static<typeof InspectedBasket>;

/** An order as its event tells it, without the contact, and the history of the basket that led to it. */
export const InspectedOrder = Type.Object({
  orderId: Id,
  basketId: Id,
  lines: Type.Array(Line),
  total: Money,
  placedAt: Time,
  /** Where `OrderPlaced` stands in `orders`. */
  position: Position,
  events: Type.Array(HistoryEntry),
});
export type InspectedOrder = Static<typeof InspectedOrder>;

/** The shop in numbers, its customers, baskets and orders. */
export const figuresOperations = {
  getFigures: {
    summary: 'The shop in numbers',
    method: 'GET',
    path: '/api/ops/figures',
    app: 'ops-api',
    access: 'ops.read',
    answers: { 200: { description: 'Figures', body: Figures } },
    problems: [503],
  },
  findCustomers: {
    summary: 'Customers as change data capture has brought them to the pipeline',
    method: 'GET',
    path: '/api/ops/figures/customers',
    app: 'ops-api',
    access: 'ops.read',
    query: Type.Object({ q: search, cursor, limit }),
    answers: { 200: { description: 'Customers', body: CustomerPage } },
    problems: [503],
  },
  inspectBasket: {
    summary: 'Any basket, folded from the log, with its history; or as it was at `at`',
    method: 'GET',
    path: '/api/ops/figures/baskets/{id}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ id: Id }),
    query: Type.Object({ at }),
    answers: { 200: { description: 'The basket and its history', body: InspectedBasket } },
    problems: [404, 503],
  },
  inspectOrder: {
    summary: 'Any order, without its contact, with the history of the basket that led to it',
    method: 'GET',
    path: '/api/ops/figures/orders/{id}',
    app: 'ops-api',
    access: 'ops.read',
    params: Type.Object({ id: Id }),
    answers: { 200: { description: 'The order and the history of its basket', body: InspectedOrder } },
    problems: [404, 503],
  },
} as const satisfies Record<string, Operation>;
