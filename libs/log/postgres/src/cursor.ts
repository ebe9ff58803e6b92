/** A cursor that `writeCursor` didn't write: answer 400 `cursor.invalid`. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

/** The sort key of a page's last item as an opaque text, for the next page. */
export function writeCursor(...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * What `writeCursor` was given.
 * @param length how many parts there must be
 * @throws InvalidCursor
 */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === length && parts.every(isStorable)) return parts;
  } catch {
    // Not JSON: the same answer as for the wrong shape.
  }
  throw new InvalidCursor('The cursor is not one of ours.');
}

/** PostgreSQL's texts hold anything but NUL. */
function isStorable(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}
