/**
 * Arrays as PostgreSQL takes them in its binary format: nothing is quoted here and nothing is parsed there.
 *
 * Source of the format: `array_recv` in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.
 */

const TEXT = 25;
const INT8 = 20;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
/** UTF-8 takes no more of a UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** Where arrays are written before it is known how long they become. */
let draft = Buffer.allocUnsafeSlow(64 * 1024);

/** A parameter for `$n::text[]`. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let at = begin(TEXT, values);
  for (const value of values) {
    if (value === null) {
      at = room(at, LENGTH_BYTES).writeInt32BE(-1, at);
      continue;
    }
    const bytes = room(at, LENGTH_BYTES + value.length * MOST_BYTES_PER_UNIT).write(value, at + LENGTH_BYTES);
    at = draft.writeInt32BE(bytes, at) + bytes;
  }
  return Buffer.from(draft.subarray(0, at));
}

/** A parameter for `$n::bigint[]`. @param values safe integers */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  let at = begin(INT8, values);
  room(at, values.length * (LENGTH_BYTES + 8));
  for (const value of values) {
    if (value === null) {
      at = draft.writeInt32BE(-1, at);
      continue;
    }
    at = draft.writeInt32BE(8, at);
    at = draft.writeInt32BE(Math.floor(value / 2 ** 32), at);
    at = draft.writeUInt32BE(value >>> 0, at);
  }
  return Buffer.from(draft.subarray(0, at));
}

/** One dimension, which may hold nulls, counted from 1. */
function begin(type: number, { length }: readonly unknown[]): number {
  let at = room(0, HEADER_BYTES).writeInt32BE(length > 0 ? 1 : 0, 0);
  at = draft.writeInt32BE(1, at);
  at = draft.writeInt32BE(type, at);
  if (length === 0) return at;
  at = draft.writeInt32BE(length, at);
  return draft.writeInt32BE(1, at);
}

/** The draft, with room for so many bytes more. */
function room(at: number, bytes: number): Buffer {
  if (at + bytes <= draft.length) return draft;
  const larger = Buffer.allocUnsafeSlow(Math.max(draft.length * 2, at + bytes));
  draft.copy(larger, 0, 0, at);
  return (draft = larger);
}
