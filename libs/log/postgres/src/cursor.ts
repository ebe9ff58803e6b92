/** A cursor that the list did not give. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

/** The place where a page ended (the sort key of its last row), as an opaque text for `nextCursor`. */
export function writeCursor(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The parts that a cursor was written from.
 * @throws InvalidCursor when it was not written by `writeCursor` with as many parts
 */
export function readCursor(cursor: string, count: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Not JSON: not ours.
  }
  throw new InvalidCursor('The cursor is not one that this list gave.');
}
