import { Type, type Static } from 'typebox';

/** An opaque identifier. Ours are UUIDs (version 7, or 5 where derived), but nobody may rely on that. */
export const Id = Type.String({ minLength: 1, maxLength: 200 });

/** A time as RFC 3339 in UTC, with milliseconds: `2026-11-21T09:30:00.000Z`. */
export const Time = Type.String({ format: 'date-time' });

/*
 * Everything in a topic is bounded, so that whatever follows from a record fits into its topic and its columns, and sums
 * stay exact: the largest order is a record of 400 KB over less than 2^41 minor units.
 */

/** The highest price of a product, in minor units: a million pounds. */
export const MAX_PRICE = 100_000_000;
/** The most that a line holds of one product. */
export const MAX_QUANTITY = 99;
/** The most products that a basket or an order holds. */
export const MAX_LINES = 200;
/** The largest number of a column of type `int`: versions, rounds. */
const MAX_INT = 2_147_483_647;

/** A name of ours: a process, an instance, a code, a rule. */
export const Name = Type.String({ minLength: 1, maxLength: 200 });
/** What a product is called. The back office takes less. */
export const ProductName = Type.String({ minLength: 1, maxLength: 200 });
/** A sentence for a person. */
export const Sentence = Type.String({ maxLength: 2_000 });
/** What a customer writes: a name or a part of an address. The back office takes less. */
export const ShortText = Type.String({ maxLength: 1_000 });
/** What a person writes about a product or an alert. */
export const LongText = Type.String({ maxLength: 2_000 });
/** How many there are of something. */
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** A number from 1 on that a column of type `int` holds. */
export const Ordinal = Type.Integer({ minimum: 1, maximum: MAX_INT });

const amountTo = (maximum: number) =>
  Type.Object({
    amount: Type.Integer({ minimum: 0, maximum }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  });
/** What one of a product costs. */
export const Price = amountTo(MAX_PRICE);
/** What a line costs. */
export const LineTotal = amountTo(MAX_PRICE * MAX_QUANTITY);
/** What a basket or an order costs. */
export const Total = amountTo(MAX_PRICE * MAX_QUANTITY * MAX_LINES);

/** An amount in integer minor units (pence, cents) of an ISO 4217 currency, as the interface shows it. */
export const Money = Type.Object({
  amount: Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
});
export type Money = Static<typeof Money>;

/** The stock keeping unit of a product, readable: `baked-beans`. */
export const Sku = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });

/** As Kafka names topics. */
const TOPIC = '[\\w.-]{1,249}';
/** What a number holds exactly. */
const OFFSET = '[0-9]{1,15}';

/** The place of a record in the log. The offset is a string because Kafka's is a 64-bit integer. */
export const Position = Type.Object({
  topic: Type.String({ pattern: `^${TOPIC}$` }),
  partition: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
  offset: Type.String({ pattern: `^${OFFSET}$` }),
});
export type Position = Static<typeof Position>;

/** The most positions that a lineage names. */
export const MAX_LINEAGE = 10;
const PLACE = `${TOPIC}/[0-9]{1,9}/${OFFSET}`;
/** Positions in the compact form of the attribute `lineage`: `reviews/2/117,reviews_clean/1/40`. */
export const Lineage = Type.String({ pattern: `^${PLACE}(,${PLACE}){0,${MAX_LINEAGE - 1}}$` });

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
  name: ProductName,
  quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
  unitPrice: Price,
  lineTotal: LineTotal,
});
export type Line = Static<typeof Line>;
