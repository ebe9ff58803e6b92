import type { TSchema } from 'typebox';

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const noNames: ReadonlyMap<object, string> = new Map();

/**
 * What a schema is for. Bodies that callers send refuse properties that they don't name; parameters may be more than
 * we know; answers stay open for what later versions add.
 */
export type SchemaUse = 'body' | 'parameters' | 'answer';

/**
 * A contract's schema as plain JSON Schema (2020-12), with unions of constants as `enum`.
 * @param names schemas inside this one that are written as references to `#/components/schemas/<name>`
 */
export function jsonSchema(schema: TSchema | object, use: SchemaUse, names = noNames): JsonSchema {
  return members(schema, { use, names });
}

interface Style {
  readonly use: SchemaUse;
  readonly names: ReadonlyMap<object, string>;
}

function visit(node: unknown, style: Style): unknown {
  if (Array.isArray(node)) return node.map((item) => visit(item, style));
  if (typeof node !== 'object' || node === null) return node;
  const name = style.names.get(node);
  return name === undefined ? members(node, style) : { $ref: `#/components/schemas/${name}` };
}

function members(node: object, style: Style): JsonSchema {
  const schema = Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !key.startsWith('~'))
      .map(([key, value]) => [key, key === 'properties' ? properties(value, style) : visit(value, style)]),
  );
  const constants = constantsOf(schema);
  if (constants) {
    const { anyOf: _, ...rest } = schema;
    return { type: 'string', enum: constants, ...rest };
  }
  if (style.use === 'body' && schema['properties']) return { ...schema, additionalProperties: false };
  return schema;
}

/** Names of properties are not keywords: a property called `properties` must survive. */
function properties(value: object, style: Style): JsonSchema {
  return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, visit(property, style)]));
}

function constantsOf({ anyOf }: Record<string, unknown>): unknown[] | undefined {
  if (!Array.isArray(anyOf) || !anyOf.every((branch) => typeof branch.const === 'string')) return undefined;
  return anyOf.map((branch) => branch.const as unknown);
}
