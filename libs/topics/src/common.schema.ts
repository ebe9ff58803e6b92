import { Type, type Static } from 'typebox';

/** An opaque identifier. Ours are UUIDs (version 7, or 5 where derived), but nobody may rely on that. */
export const Id = Type.String({ minLength: 1, maxLength: 200 });

/** A time as RFC 3339 in UTC, with milliseconds: `2026-11-21T09:30:00.000Z`. */
export const Time = Type.String({ format: 'date-time' });

/** An amount in integer minor units (pence, cents) of an ISO 4217 currency. */
export const Money = Type.Object({
  amount: Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type Money = Static<typeof Money>;

/** The stock keeping unit of a product, readable: `baked-beans`. */
export const Sku = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });

/** The place of a record in the log. The offset is a string because Kafka's is a 64-bit integer. */
export const Position = Type.Object({
  topic: Type.String(),
  partition: Type.Integer({ minimum: 0 }),
  offset: Type.String({ pattern: '^[0-9]+$' }),
});
export type Position = Static<typeof Position>;

/** How loyal a customer is. Platinum customers are the VIPs. */
export const LoyaltyStatus = Type.Union([
  Type.Literal('Bronze'),
  Type.Literal('Silver'),
  Type.Literal('Gold'),
  Type.Literal('Platinum'),
]);
export type LoyaltyStatus = Static<typeof LoyaltyStatus>;

/** One line of a basket or order: what, how many, and the name and price at the time. */
export const Line = Type.Object({
  sku: Sku,
  name: Type.String(),
  quantity: Type.Integer({ minimum: 1, maximum: 99 }),
  unitPrice: Money,
  lineTotal: Money,
});
export type Line = Static<typeof Line>;
