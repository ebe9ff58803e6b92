/** A name or address that can't be taken as it is; the message says what to mend. */
export class TextRefused extends Error {
  override name = 'TextRefused';
}

/**
 * Characters that don't show, or that change the direction of what stands around them. With them two names look like one,
 * or one like another. Control and format characters, line and paragraph separators, and what Unicode lets programs ignore.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Joiners between two letters of a script that writes with them belong to the spelling (Persian, Hindi, Malayalam). */
const JOINERS =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}])[\u200c\u200d](?=\p{L})/gu;

/**
 * A person's name as the shop keeps it: composed (NFC), without spaces around it.
 * @throws TextRefused for an empty one, and for characters that nobody sees
 */
export function personName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '') throw new TextRefused('must not be empty');
  if (UNSEEN.test(name.replace(JOINERS, '')))
    throw new TextRefused('must not hold invisible characters or such that change the direction of writing');
  return name;
}

/**
 * An email address as the shop keeps it: composed (NFC), without spaces around it, its domain in lower case. The rest
 * stays as it was written, and is compared without regard to case.
 * @throws TextRefused for characters that nobody sees
 */
export function emailAddress(text: string): string {
  const address = text.normalize('NFC').trim();
  if (UNSEEN.test(address)) throw new TextRefused('must not hold invisible characters');
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + address.slice(at).toLowerCase();
}
