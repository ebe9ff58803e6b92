import { beginningOf } from '@shop/design-system';

/** A field that a schema names, beside what a record holds there. */
export interface SchemaField {
  /** JSON Pointer: `/data/rating`. */
  readonly pointer: string;
  readonly name: string;
  /** How deep it lies, from 0. */
  readonly depth: number;
  /** What it must be, in words. */
  readonly rule: string;
  readonly required: boolean;
  /** What the record has there, shortened; undefined where it has nothing. */
  readonly value: string | undefined;
  /** Whether this is what the reader complained of. */
  readonly wrong: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

const LONGEST = 60;

/**
 * The fields of a JSON Schema of an object, depth first; the part that is wrong comes before the others.
 * @param text the record; values are left out where it is no JSON
 * @param pointer the field that is wrong or missing
 */
export function schemaFields(schema: Schema, text: string | null, pointer: string | null): SchemaField[] {
  return wrongFirst(fieldsIn(schema, parsed(text), pointer, '', 0));
}

/** What is at the top with all that is in it, the part with the wrong field before the others. */
function wrongFirst(fields: readonly SchemaField[]): SchemaField[] {
  const wrong = fields.find((field) => field.wrong)?.pointer.split('/')[1];
  const isFirst = ({ pointer }: SchemaField) => pointer.split('/')[1] === wrong;
  return [...fields.filter(isFirst), ...fields.filter((field) => !isFirst(field))];
}

function fieldsIn(schema: Schema, value: unknown, wrong: string | null, base: string, depth: number): SchemaField[] {
  const required = new Set(schema['required'] as string[] | undefined);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  return Object.entries(properties).flatMap(([name, property]) => {
    const pointer = `${base}/${name}`;
    const own = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    const field = {
      pointer,
      name,
      depth,
      rule: ruleOf(property),
      required: required.has(name),
      value: isObject(own) ? undefined : shortOf(own),
      // Within a list it is the list that is shown.
      wrong: wrong === pointer || (property['type'] === 'array' && (wrong?.startsWith(`${pointer}/`) ?? false)),
    };
    return [field, ...fieldsIn(property, own, wrong, pointer, depth + 1)];
  });
}

/** What a value must be, in words: `integer, 1 to 5`. */
export function ruleOf(schema: Schema): string {
  const { const: constant, anyOf, type, format, pattern, minimum, maximum, minLength, maxLength, items } = schema;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(anyOf)) return (anyOf as Schema[]).map(ruleOf).join(' or ');
  if (type === 'array') return `list of ${ruleOf((items ?? {}) as Schema)}`;
  if (format === 'date-time') return 'time, RFC 3339';
  const words = type === 'string' ? 'text' : typeof type === 'string' ? type : 'anything';
  const limits = type === 'string' ? rangeOf(minLength, maxLength, ' characters') : rangeOf(minimum, maximum, '');
  return [words, limits, pattern === undefined ? '' : `like ${String(pattern)}`].filter(Boolean).join(', ');
}

function rangeOf(least: unknown, most: unknown, unit: string): string {
  if (least !== undefined && most !== undefined) return `${String(least)} to ${String(most)}${unit}`;
  if (most !== undefined) return `at most ${String(most)}${unit}`;
  if (least === 1 && unit !== '') return 'not empty';
  return least === undefined ? '' : `at least ${String(least)}${unit}`;
}

function shortOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  return beginningOf(text, LONGEST) === text ? text : `${beginningOf(text, LONGEST - 1)}…`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
