import { malformedText, printable } from '@shop/topics';
import { Undecodable } from './undecodable.js';

/**
 * How deep a value may be nested. What reads values after us calls itself for each level (`JSON.stringify`, PostgreSQL),
 * and its stack ends at some thousands.
 */
const MAX_DEPTH = 1_000;
/** How many objects, lists and further entries a value may have: parsed, each takes many times its bytes. */
const MAX_PARTS = 50_000;
/** How many bytes a value may have, about what topics take. What came compressed can be longer. */
const MAX_BYTES = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What bytes say as JSON, if all of it can be held: well-formed text, and no more of it than anybody needs.
 * Codes: `json.invalid`, `json.tooDeep`, `json.tooLarge`, `text.malformed`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES)
    return new Undecodable('json.tooLarge', `The value has ${bytes.length} bytes; ${MAX_BYTES} are read`);
  // Whoever is too deep needs two bytes for a level: most values are too short to be looked at.
  const tooMuch = bytes.length > 2 * MAX_DEPTH ? tooMuchOf(bytes) : undefined;
  if (tooMuch) return tooMuch;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return new Undecodable('json.invalid', 'The value is not UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return new Undecodable('json.invalid', `The value is not JSON: ${printable((error as Error).message)}`);
  }
  // UTF-8 holds whole characters, and JSON no U+0000: only an escape brings them in.
  const malformed = text.includes('\\u') ? malformedText(value) : undefined;
  if (!malformed) return value;
  const { pointer, reason } = malformed;
  const field = pointer.slice(1).replaceAll('/', '.') || 'The value';
  return new Undecodable('text.malformed', `${field}: ${reason}`, pointer || undefined);
}

const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE, OPEN_BRACE, CLOSE_BRACE] = Buffer.from('"\\,[]{}');

/** Counts brackets and commas outside of texts; no other character of UTF-8 has a byte that looks like one. */
function tooMuchOf(bytes: Uint8Array): Undecodable | undefined {
  let depth = 0;
  let parts = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) inText = !inText;
    else if (byte === BACKSLASH) at++;
    else if (inText) continue;
    else if (byte === COMMA) parts++;
    else if (byte === OPEN || byte === OPEN_BRACE) {
      parts++;
      if (++depth > MAX_DEPTH)
        return new Undecodable('json.tooDeep', `The value is nested more than ${MAX_DEPTH} levels deep`);
    } else if (byte === CLOSE || byte === CLOSE_BRACE) depth--;
  }
  if (parts <= MAX_PARTS) return undefined;
  return new Undecodable('json.tooLarge', `The value has ${parts} objects, lists and entries; ${MAX_PARTS} are read`);
}
