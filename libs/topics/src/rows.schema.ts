import { Type, type Static } from 'typebox';
import { Id, LoyaltyStatus, MAX_PRICE, ProductName, ShortText, Sku, Time } from './common.schema.js';

/** A row of the backoffice's table `users` as change data capture shows it: never the password hash, never the roles. */
export const UserRow = Type.Object({
  userId: Id,
  name: ShortText,
  email: ShortText,
  loyaltyStatus: LoyaltyStatus,
  /** When the row last changed, by the database's clock. */
  updatedAt: Time,
});
export type UserRow = Static<typeof UserRow>;

/** A row of the backoffice's table `products` as change data capture shows it. */
export const ProductRow = Type.Object({
  sku: Sku,
  name: ProductName,
  department: ShortText,
  description: Type.String({ maxLength: 10_000 }),
  /** In minor units of `priceCurrency`. */
  priceAmount: Type.Integer({ minimum: 0, maximum: MAX_PRICE }),
  priceCurrency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** A path on the shop's own origin: `/products/baked-beans.svg`. */
  picture: Type.Union([ShortText, Type.Null()]),
  updatedAt: Time,
});
export type ProductRow = Static<typeof ProductRow>;

/**
 * A row of the backoffice's table `revocations` as change data capture shows it: what ended before its time. Of a
 * session (`session:<sid>`) all tokens are refused; of a user (`user:<userId>`) those of sessions that began at
 * `revokedAt` or before. The row is deleted when all of them have run out, so that the topic stays small.
 */
export const RevocationRow = Type.Object({
  /** `session:<session id>` or `user:<user id>`; also the record's key. */
  id: Type.String({ pattern: '^(session|user):.{1,200}$' }),
  /** When it ended, by the database's clock. */
  revokedAt: Time,
  /** When every token that it ends has run out by itself. */
  expiresAt: Time,
});
export type RevocationRow = Static<typeof RevocationRow>;

/** What came of something that was tried: it was done, refused (by rule, right or limit), or went wrong on our side. */
export const SecurityOutcome = Type.Union([Type.Literal('done'), Type.Literal('refused'), Type.Literal('failed')]);
export type SecurityOutcome = Static<typeof SecurityOutcome>;

/**
 * Who did what: a row of the backoffice's table `security_events` as change data capture shows it, and in the same form
 * what other services append. Never what somebody typed.
 */
export const SecurityEventRow = Type.Object({
  /** Also the record's key: a row that is read again is the same event. */
  id: Id,
  at: Time,
  /** The process that saw it. */
  app: Id,
  /** The name of the operation: `signIn`, `changeUser`, `pauseReader`. */
  action: Id,
  outcome: SecurityOutcome,
  /** The user who did it, where one is known. */
  actor: Type.Union([Id, Type.Null()]),
  /** What it was done to: the id of a user, a product, a reader; of an unknown account a short digest. */
  target: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  /** The address it came from. */
  client: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
  /** The code of the problem it was answered with. */
  code: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
});
export type SecurityEventRow = Static<typeof SecurityEventRow>;
