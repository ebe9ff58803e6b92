import { Type } from 'typebox';
import { Time } from '@shop/topics';

/** Where the page before ended, as `nextCursor` gave it: a name and an id of 200 characters each, at most, so that no cursor is longer. */
export const cursor = Type.Optional(Type.String({ minLength: 1, maxLength: 4_000, pattern: '^[A-Za-z0-9_-]+$' }));
/** How many items a page holds; 24 unless given. */
export const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 }));
/** Words to look for. */
export const search = Type.Optional(Type.String({ maxLength: 100 }));
/**
 * The id of an event of the caller's, as an answer gave it: the answer waits (2 s at most) until the read model has applied
 * it. Ids that are given out are UUIDs; anything else is refused at once, because waiting for it would be in vain.
 */
export const after = Type.Optional(Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }));
/** A moment in the history of one thing: after event number `at`, or as it was at the time `at`. */
export const at = Type.Optional(
  Type.Union([Type.String({ pattern: '^[0-9]{1,9}$' }), Time], {
    description: 'An event number, or a time as RFC 3339',
  }),
);
/** As it was at a time. */
export const asOf = Type.Optional(
  Type.String({
    format: 'date-time',
    description: 'As it was at this time (RFC 3339): what happened later is left out',
  }),
);
