import type { TSchema } from 'typebox';

/** Chooses one of several. */
export type Choose = <T>(choices: readonly T[]) => T;

/** What a schema allows at its edges. */
interface Shape {
  readonly anyOf?: readonly TSchema[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** The earliest and latest times that can be, in the forms that they may have. */
const TIMES = [
  '1970-01-01T00:00:00.000Z',
  '1970-01-01T14:00:00+14:00',
  '2024-02-29T23:59:59.999999999-14:00',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.998999999Z',
];
/** Characters that are long in UTF-8 or in JSON, or mean something where they are stored. */
const CHARACTERS = ['x', '\u20ac', '\u{1f600}', '"', '\\', '\u0001', "'", ' ', '\n', '%'];
/** Texts of each pattern that schemas use, the shortest and the longest among them. */
const MATCHING: readonly string[] = [
  'AAA',
  'GBP',
  'a',
  'bread',
  'z'.repeat(64),
  '0'.padEnd(64, '-'),
  '0',
  '9'.repeat(15),
  't'.repeat(249),
  'a/0/0',
  Array.from({ length: 10 }, () => `${'t'.repeat(249)}/${'9'.repeat(9)}/${'9'.repeat(15)}`).join(','),
  'a.b',
  `${'a'.repeat(99)}.${'-'.repeat(100)}`,
  'session:x',
  `user:${'\u{1f600}'.repeat(200)}`,
];

/**
 * A value that a schema allows at its edges: the shortest and longest texts, smallest and largest numbers, empty and full
 * lists, earliest and latest times, with and without what is optional.
 * @throws Error for what has no edge: a schema of a topic bounds everything
 */
export function extremeOf(schema: TSchema, choose: Choose): unknown {
  const shape = schema as Shape;
  if (shape.anyOf) return extremeOf(choose(shape.anyOf), choose);
  if ('const' in shape) return shape.const;
  switch (shape.type) {
    case 'object':
      return extremeObject(shape, choose);
    case 'array': {
      const length = choose([shape.minItems ?? 0, bounded(shape.maxItems, schema)]);
      return Array.from({ length }, () => extremeOf(shape.items as TSchema, choose));
    }
    case 'integer':
      return choose([bounded(shape.minimum, schema), bounded(shape.maximum, schema)]);
    case 'string':
      return extremeText(shape, choose);
    case 'boolean':
      return choose([true, false]);
    case 'null':
      return null;
    default:
      return bounded(undefined, schema);
  }
}

function extremeObject({ properties = {}, required = [] }: Shape, choose: Choose): Record<string, unknown> {
  const names = Object.keys(properties).filter((name) => required.includes(name) || choose([true, false]));
  return Object.fromEntries(names.map((name) => [name, extremeOf(properties[name], choose)]));
}

function extremeText(shape: Shape, choose: Choose): string {
  const { format, pattern, minLength = 0, maxLength } = shape;
  if (format === 'date-time') return choose(TIMES);
  if (pattern !== undefined) {
    const allowed = new RegExp(pattern, 'u');
    const texts = MATCHING.filter((text) => allowed.test(text) && text.length <= (maxLength ?? Infinity));
    if (texts.length < 2) throw new Error(`No extremes are known of ${pattern}`);
    return choose(texts);
  }
  return choose(CHARACTERS).repeat(choose([minLength, bounded(maxLength, shape)]));
}

function bounded(limit: number | undefined, schema: object): number {
  if (limit === undefined) throw new Error(`This has no bound: ${JSON.stringify(schema)}`);
  return limit;
}

/** Chooses by a number, always the same by the same one. Source: the generator `mulberry32`. @param seed any integer */
export function choosingBy(seed: number): Choose {
  let state = seed;
  return (choices) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return choices[((bits ^ (bits >>> 14)) >>> 0) % choices.length];
  };
}
