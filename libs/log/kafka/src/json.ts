import { malformedText, printable } from '@shop/topics';
import { Undecodable } from './undecodable.js';

/**
 * How deep a value may be nested. What reads values after us calls itself for each level (`JSON.stringify`, PostgreSQL),
 * and its stack ends at some thousands.
 */
const MAX_DEPTH = 1_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What bytes say as JSON, if all of it can be held: well-formed text, and no more depth than anybody needs.
 * Codes: `json.invalid`, `json.tooDeep`, `text.malformed`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  // Whoever is too deep needs two bytes for a level: most values are too short to be looked at.
  if (bytes.length > 2 * MAX_DEPTH && isTooDeep(bytes))
    return new Undecodable('json.tooDeep', `The value is nested more than ${MAX_DEPTH} levels deep`);
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

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_BRACE, CLOSE_BRACE] = Buffer.from('"\\[]{}');

/** Counts brackets outside of texts; no other character of UTF-8 has a byte that looks like one. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) inText = !inText;
    else if (byte === BACKSLASH) at++;
    else if (inText) continue;
    else if (byte === OPEN || byte === OPEN_BRACE) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === CLOSE || byte === CLOSE_BRACE) depth--;
  }
  return false;
}
