/** A cursor that no list of this kind gave: answer 400 `cursor.invalid`. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';

  constructor() {
    super('The cursor is not one of ours.');
  }
}

/** What one part of a cursor may be. Everything that passes is something that PostgreSQL can compare with. */
export type CursorPart = (text: string) => boolean;

/** The longest cursor, in letters: what a list gives is never longer, and the contract accepts so many. */
const MAX_LENGTH = 4_000;
/** So many letters of a text are sorted by, and stand in a cursor; equal ones go by their id. */
const TEXT_LENGTH = 200;

const DECIMAL = /^-?\d{1,20}(\.\d{1,10})?$/;
const MICROSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The kinds of parts. */
export const cursorPart = {
  /** A text of at most 200 characters, without halves of characters and NUL: an id, or what `sortedText` makes of any text. */
  text: (text: string) => [...text].length <= TEXT_LENGTH && !/[\0\p{Surrogate}]/u.test(text),
  /** A time of the years 1 to 9999 as `sortedTime` writes it. */
  time: (text: string) => {
    if (!MICROSECONDS.test(text) || text.startsWith('0000')) return false;
    const milliseconds = `${text.slice(0, 23)}Z`;
    // Dates that don't exist, such as the 30th of February, don't come back as they were.
    return new Date(Date.parse(milliseconds) || 0).toISOString() === milliseconds;
  },
  /** A whole number, within what both JavaScript and PostgreSQL's `bigint` hold. */
  integer: (text: string) => /^(0|-?[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)),
  /** A number of PostgreSQL's type `numeric`. */
  decimal: (text: string) => DECIMAL.test(text),
  /** This word, so that the cursor of one order is refused by another one. */
  word: (word: string) => (text: string) => text === word,
} satisfies Record<string, CursorPart | ((word: string) => CursorPart)>;

/** SQL for a text to sort by and to write into a cursor, however long the text is. */
export const sortedText = (expression: string): string => `left(${expression}, ${TEXT_LENGTH})`;

/** SQL that writes a `timestamptz` into a cursor with all that PostgreSQL keeps of it: a time of JavaScript has no microseconds. */
export const sortedTime = (expression: string): string =>
  `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Where a page ended, as an opaque text for the next one: the sort key of its last item. A list reads only what a list of
 * the same kind could have written; whether it did write it makes no difference, because a sort key gives nobody anything.
 */
export class CursorCodec {
  private readonly parts: readonly CursorPart[];

  constructor(...parts: readonly CursorPart[]) {
    this.parts = parts;
  }

  /**
   * The sort key of a page's last item as a text of letters that an address takes.
   * @throws Error when `read` would not accept it: then the query sorts by something that this cursor was not made for
   */
  write(...values: readonly (string | number)[]): string {
    const texts = values.map(String);
    const cursor = Buffer.from(JSON.stringify(texts)).toString('base64url');
    if (!this.fits(texts) || cursor.length > MAX_LENGTH)
      throw new Error('A cursor of this kind can not hold this sort key');
    return cursor;
  }

  /**
   * The sort key to go on after; of nulls where there is no cursor.
   * @throws InvalidCursor
   */
  read(cursor: string | undefined): readonly (string | null)[] {
    if (cursor === undefined) return this.parts.map(() => null);
    let values: unknown;
    try {
      values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    } catch {
      throw new InvalidCursor();
    }
    if (!this.fits(values)) throw new InvalidCursor();
    return values;
  }

  private fits(values: unknown): values is string[] {
    return (
      Array.isArray(values) &&
      values.length === this.parts.length &&
      this.parts.every((accepts, at) => typeof values[at] === 'string' && accepts(values[at]))
    );
  }
}
