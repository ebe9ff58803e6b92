/** A line of a hex view: where it begins, the bytes in hexadecimal, the same as characters. */
export interface HexLine {
  /** The number of the first byte, in hexadecimal. */
  readonly at: string;
  readonly hex: string;
  /** What can be printed; a dot for the rest. */
  readonly text: string;
}

const WIDTH = 16;

/** The bytes behind base64 text. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Bytes as a hex view of sixteen a line, as `xxd` and its kind write it. */
export function hexLines(bytes: Uint8Array): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const part = [...bytes.subarray(at, at + WIDTH)];
    lines.push({
      at: at.toString(16).padStart(4, '0'),
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    });
  }
  return lines;
}
