import { Type } from 'typebox';

/** Where the page before ended, as `nextCursor` gave it. */
export const cursor = Type.Optional(Type.String({ minLength: 1, maxLength: 400, pattern: '^[A-Za-z0-9_-]+$' }));
/** How many items a page holds; 24 unless given. */
export const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 }));
/** Words to look for. */
export const search = Type.Optional(Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$' }));
/** The id of an event of the caller's: the answer waits (2 s at most) until the read model has applied it. */
export const after = Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' }));
