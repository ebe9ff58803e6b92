import { Type, type Static, type TSchema } from 'typebox';
import { Id, Line, LoyaltyStatus, Money, Position, Sku, Time } from '@shop/topics';

/** One page of a list. `nextCursor` is null on the last one. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) });
/** One page of a list. `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A value that may be unknown, which is null and never 0. */
export const unknownOr = <const T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** An error as RFC 9457 problem details; `code` is stable, `errors` name the fields. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});
export type Problem = Static<typeof Problem>;

export const Session = Type.Object({
  user: Type.Object({
    userId: Id,
    name: Type.String(),
    email: Type.String(),
    loyaltyStatus: LoyaltyStatus,
    roles: Type.Array(Type.String()),
  }),
});
export type Session = Static<typeof Session>;

/** What a person may write: no control characters, and not blank. */
const text = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    // Spaces, then something else, then anything: no two parts that follow each other match the same character.
    pattern: '^[^\\S\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
  });
/** The same over several lines. */
const longText = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$' });
/** An email address: something, an at sign, a dot; proving more takes sending one. */
const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@\\u0000-\\u001f\\u007f]+@[^\\s@.\\u0000-\\u001f\\u007f]+(\\.[^\\s@.\\u0000-\\u001f\\u007f]+)+$',
});

export const SignIn = Type.Object({ email: Email, password: Type.String({ minLength: 1, maxLength: 200 }) });
export type SignIn = Static<typeof SignIn>;
export const Registration = Type.Object({
  name: text(100),
  email: Email,
  password: Type.String({ minLength: 8, maxLength: 200 }),
});
export type Registration = Static<typeof Registration>;
export const UserChange = Type.Object(
  {
    loyaltyStatus: Type.Optional(LoyaltyStatus),
    roles: Type.Optional(
      Type.Array(Type.Union([Type.Literal('ops'), Type.Literal('ops.read')]), { maxItems: 2, uniqueItems: true }),
    ),
  },
  { minProperties: 1 },
);
export type UserChange = Static<typeof UserChange>;
/** A user as operations see it. */
export const User = Type.Object({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  loyaltyStatus: LoyaltyStatus,
  roles: Type.Array(Type.String()),
  updatedAt: Time,
});
export type User = Static<typeof User>;

export const Rating = Type.Object({
  average: Type.Union([Type.Number(), Type.Null()]),
  count: Type.Integer({ minimum: 0 }),
});
export type Rating = Static<typeof Rating>;
export const Product = Type.Object({
  sku: Sku,
  name: Type.String(),
  department: Type.String(),
  description: Type.String(),
  price: Money,
  picture: Type.Union([Type.String(), Type.Null()]),
  /** `average` is null while there are no reviews. */
  rating: Rating,
  /** With `at`: the time of the first version that is known, where that is later; that version is shown. */
  knownSince: Type.Optional(Time),
});
export type Product = Static<typeof Product>;
/** Products that match, and how many of all matching products each department has. */
export const Products = Type.Object({
  ...Page(Product).properties,
  departments: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
});
export type Products = Static<typeof Products>;
export const ProductChange = Type.Object({
  name: text(120),
  department: text(60),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  price: Type.Object({
    amount: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  }),
  picture: Type.Optional(Type.String({ maxLength: 300, pattern: '^/[A-Za-z0-9/_.-]*$' })),
});
export type ProductChange = Static<typeof ProductChange>;

export const BasketCreated = Type.Object({ basketId: Id });
export type BasketCreated = Static<typeof BasketCreated>;
export const Basket = Type.Object({
  basketId: Id,
  status: Type.Union([Type.Literal('open'), Type.Literal('checkedOut')]),
  lines: Type.Array(Line),
  /** Nothing in the shop's own currency (GBP) while the basket is empty. */
  total: Money,
  /** The number of the last event; `BasketOpened` is number 0. */
  eventCount: Type.Integer({ minimum: 0 }),
  /** Where the last applied event stands in the log. */
  position: Position,
});
export type Basket = Static<typeof Basket>;
export const AddItem = Type.Object({ sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: 99 }) });
export type AddItem = Static<typeof AddItem>;
export const EventRef = Type.Object({ id: Id, type: Type.String(), number: Type.Integer({ minimum: 0 }) });
export const BasketChanged = Type.Object({ event: EventRef, position: Position, basket: Basket });
export type BasketChanged = Static<typeof BasketChanged>;
/** The command is in the log, its outcome isn't known yet. */
export const Accepted = Type.Object({ position: Position });
export type Accepted = Static<typeof Accepted>;
export const HistoryEntry = Type.Object({
  number: Type.Integer({ minimum: 0 }),
  id: Id,
  type: Type.String(),
  time: Time,
  data: Type.Unknown(),
  position: Position,
  ignored: Type.Optional(Type.Object({ code: Type.String(), reason: Type.String() })),
});
export type HistoryEntry = Static<typeof HistoryEntry>;
export const Address = Type.Object({
  line1: text(200),
  line2: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })),
  city: text(100),
  postcode: text(20),
  country: text(60),
});
export const Checkout = Type.Object({ name: text(100), email: Email, address: Address });
export type Checkout = Static<typeof Checkout>;
export const CheckedOut = Type.Object({ orderId: Id, total: Money, placedAt: Time });
export type CheckedOut = Static<typeof CheckedOut>;
export const Contact = Type.Object({
  name: Type.String(),
  email: Type.String(),
  address: Type.Object({
    line1: Type.String(),
    line2: Type.Optional(Type.String()),
    city: Type.String(),
    postcode: Type.String(),
    country: Type.String(),
  }),
});
export const Order = Type.Object({
  orderId: Id,
  basketId: Id,
  lines: Type.Array(Line),
  total: Money,
  placedAt: Time,
  status: Type.Literal('placed'),
  /** Null when the contact was forgotten. */
  contact: Type.Union([Contact, Type.Null()]),
});
export type Order = Static<typeof Order>;

export const NewReview = Type.Object({ rating: Type.Integer({ minimum: 1, maximum: 5 }), text: longText(2000) });
export type NewReview = Static<typeof NewReview>;
export const ReviewAccepted = Type.Object({
  reviewId: Id,
  event: Type.Object({ id: Id, type: Type.String() }),
  position: Position,
});
export type ReviewAccepted = Static<typeof ReviewAccepted>;
export const Review = Type.Object({
  reviewId: Id,
  sku: Sku,
  userId: Id,
  author: Type.String(),
  rating: Type.Integer(),
  text: Type.String(),
  postedAt: Time,
});
export type Review = Static<typeof Review>;
export const Reviews = Type.Object({
  ...Page(Review).properties,
  average: Type.Union([Type.Number(), Type.Null()]),
  count: Type.Integer(),
  distribution: Type.Object({
    '1': Type.Integer(),
    '2': Type.Integer(),
    '3': Type.Integer(),
    '4': Type.Integer(),
    '5': Type.Integer(),
  }),
  /** The review that the signed-in caller wrote of this product; absent without one. */
  own: Type.Optional(Review),
});
export type Reviews = Static<typeof Reviews>;
export { text as textSchema, longText as longTextSchema };
