import { Type, type Static } from 'typebox';
import { Id, LoyaltyStatus, Sku, Time } from './common.schema.js';

/** A text that a name or an address may be: the back office takes less, and derived records have to fit. */
const ShortText = Type.String({ maxLength: 1_000 });

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
  name: Type.String(),
  department: Type.String(),
  description: Type.String(),
  /** In minor units of `priceCurrency`. */
  priceAmount: Type.Integer({ minimum: 0 }),
  priceCurrency: Type.String({ pattern: '^[A-Z]{3}$' }),
  /** A path on the shop's own origin: `/products/baked-beans.svg`. */
  picture: Type.Union([Type.String(), Type.Null()]),
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
