/** Half of a character (a lone surrogate), or U+0000: JSON can say them, UTF-8 and PostgreSQL can't. */
const MALFORMED = /[\0\p{Surrogate}]/u;
/** What has no place in a sentence: control characters and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Surrogate}]/gu;

/** Where a value holds text that nobody can store. */
export interface MalformedText {
  /** The field as a JSON Pointer: `/data/text`; empty where it is the whole value. */
  readonly pointer: string;
  readonly reason: string;
}

/** Whether a text can be stored and sent: whole characters only, and no U+0000. */
export function isWellFormed(text: string): boolean {
  return !MALFORMED.test(text);
}

/**
 * Looks for text that isn't well-formed, names of fields included. It does not call itself, so depth is no matter.
 * @param value anything that JSON can say
 */
export function malformedText(value: unknown): MalformedText | undefined {
  const open: Place[] = [{ value }];
  for (let place = open.pop(); place; place = open.pop()) {
    if (typeof place.value === 'string') {
      if (!isWellFormed(place.value)) return { pointer: pointerTo(place), reason: reasonAgainst(place.value) };
    } else if (typeof place.value === 'object' && place.value !== null) {
      for (const [name, value] of Object.entries(place.value)) {
        if (!isWellFormed(name)) return { pointer: pointerTo(place), reason: `has a name that ${reasonAgainst(name)}` };
        if (typeof value === 'string' || typeof value === 'object') open.push({ value, name, parent: place });
      }
    }
  }
  return undefined;
}

interface Place {
  readonly value: unknown;
  readonly name?: string;
  readonly parent?: Place;
}

function pointerTo(place: Place): string {
  const names: string[] = [];
  for (let at: Place | undefined = place; at?.name !== undefined; at = at.parent) names.push(`/${at.name}`);
  return names.reverse().join('');
}

function reasonAgainst(text: string): string {
  return text.includes('\0') ? 'holds the character U+0000' : 'holds half of a character (a lone surrogate)';
}

/** The beginning of a text, without half of a character at its end. @param length how many UTF-16 units at most */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** A text as a line for people: what can't be shown becomes U+FFFD. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
