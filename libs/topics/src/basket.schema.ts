import { Type, type Static } from 'typebox';
import {
  Count,
  Id,
  Line,
  MAX_LINES,
  MAX_QUANTITY,
  Price,
  ProductName,
  ShortText,
  Sku,
  Time,
  Total,
} from './common.schema.js';
import { EventType, eventTypes, type DataOf } from './event-type.js';

const Quantity = Type.Integer({ minimum: 1, maximum: MAX_QUANTITY });
const Lines = Type.Array(Line, { minItems: 1, maxItems: MAX_LINES });

/** Number 0 of every basket. `owner` is a user id, or the SHA-256 (hex) of a guest's cookie. */
export const BasketOpened = EventType.of('BasketOpened', Type.Object({ owner: Id }));
/** A guest's basket becomes a user's. */
export const BasketClaimed = EventType.of('BasketClaimed', Type.Object({ userId: Id }));
/** Something was put in. Name and price are those of the `products` topic at the time. */
export const ItemAdd = EventType.of(
  'ItemAdd',
  Type.Object({
    sku: Sku,
    name: ProductName,
    quantity: Quantity,
    unitPrice: Price,
  }),
);
/** Something was put back. Takes away at most what is there. */
export const ItemRemove = EventType.of('ItemRemove', Type.Object({ sku: Sku, quantity: Quantity }));
/** The basket was checked out, decided on event number `basis`; if that is not the last one, it is ignored. */
export const BasketCheckedOut = EventType.of(
  'BasketCheckedOut',
  Type.Object({
    orderId: Id,
    basis: Count,
    lines: Lines,
    total: Total,
  }),
);
/** An accepted checkout became an order. `placedAt` is the time of the checkout. */
export const OrderPlaced = EventType.of(
  'OrderPlaced',
  Type.Object({
    orderId: Id,
    basketId: Id,
    owner: Id,
    lines: Lines,
    total: Total,
    placedAt: Time,
  }),
);
/** Who an order goes to: personal data, kept where it can be forgotten. Plain JSON, not an event. */
export const OrderContact = Type.Object({
  orderId: Id,
  /** Who checked out, a user id or a guest's hash: with whom it is forgotten. Rows of before have none. */
  owner: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 1_000 }),
  email: ShortText,
  address: Type.Object({
    line1: ShortText,
    line2: Type.Optional(ShortText),
    city: ShortText,
    postcode: ShortText,
    country: ShortText,
  }),
});

/** The events of `basket_events`. */
export const basketEvents = eventTypes(BasketOpened, BasketClaimed, ItemAdd, ItemRemove, BasketCheckedOut);
/** The data of each basket event by its type. */
export type BasketEventData = DataOf<typeof basketEvents>;

/** The events of `orders`. */
export const orderEvents = eventTypes(OrderPlaced);
export type OrderPlaced = typeof OrderPlaced.data;

export type OrderContact = Static<typeof OrderContact>;
