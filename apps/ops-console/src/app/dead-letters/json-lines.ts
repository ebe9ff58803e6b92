/** A line of indented JSON. */
export interface JsonLine {
  readonly text: string;
  /** Whether it is the field that is pointed at, or where that is missing, what it is missing from. */
  readonly marked: boolean;
}

interface Line {
  readonly text: string;
  readonly pointer: string;
}

/**
 * JSON text as indented lines, with one field marked.
 * @param pointer the field, as a JSON Pointer: `/data/rating`; null for none
 * @returns undefined where the text is no JSON, or only a word or number
 */
export function jsonLines(text: string, pointer: string | null): JsonLine[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const lines = linesOf(value, '', '', '', '');
  const at = nearest(pointer, lines);
  const first = lines.findIndex((line) => line.pointer === at);
  return lines.map((line, index) => ({
    text: line.text,
    marked: index === first || (at !== '' && line.pointer === at),
  }));
}

/** The pointer itself if there is such a field, else of what it would be in. */
function nearest(pointer: string | null, lines: readonly Line[]): string | null {
  for (let at = pointer; at !== null; at = at === '' ? null : at.slice(0, at.lastIndexOf('/')))
    if (lines.some((line) => line.pointer === at)) return at;
  return null;
}

function linesOf(value: unknown, pointer: string, indent: string, name: string, after: string): Line[] {
  const own = (text: string): Line => ({ text: indent + text, pointer });
  if (typeof value !== 'object' || value === null) return [own(`${name}${JSON.stringify(value)}${after}`)];
  const list = Array.isArray(value);
  const [open, close] = list ? '[]' : '{}';
  const entries = Object.entries(value);
  if (entries.length === 0) return [own(`${name}${open}${close}${after}`)];
  return [
    own(name + open),
    ...entries.flatMap(([key, item], index) =>
      linesOf(
        item,
        `${pointer}/${escaped(key)}`,
        `${indent}  `,
        list ? '' : `${JSON.stringify(key)}: `,
        index < entries.length - 1 ? ',' : '',
      ),
    ),
    own(close + after),
  ];
}

/** Source: RFC 6901, section 3. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
