import { STATUS_CODES } from 'node:http';
import { Problem, type Operation } from '@shop/api';
import type { TSchema } from 'typebox';
import { jsonSchema, type JsonSchema } from '../operations/request-schema.js';

/** An OpenAPI document, as plain data. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** One operation in an OpenAPI document. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, OpenApiResponse | Ref>>;
}

/** An answer in an OpenAPI document. */
export interface OpenApiResponse {
  readonly description: string;
  readonly content?: Content;
  readonly links?: Readonly<Record<string, OpenApiLink>>;
}

/** Where to go on with what an answer says. */
export interface OpenApiLink {
  readonly operationId: string;
  /** Runtime expressions by parameter: `$response.body#/basketId`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A parameter in an OpenAPI document. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Ref = { readonly $ref: string };
type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

/** Operations to go on to, each with a JSON Pointer into the answer's body by parameter. */
export type Links = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the operations table doesn't say. */
export interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** The shop's port: cookie names carry it. */
  readonly shopPort: number;
  /** Request bodies by operation, to show and to try. */
  readonly examples?: Readonly<Record<string, unknown>>;
  /**
   * What an answer is good for: by operation, the operations whose parameters are in it.
   */
  readonly links?: Readonly<Record<string, Links>>;
  /** Names for the schemas of answers. */
  readonly schemas?: Readonly<Record<string, TSchema>>;
}

const IDEMPOTENCY_KEY: OpenApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Sent again with the same key, a command happens once and is answered the same; another body is 422.',
  schema: { type: 'string', pattern: '^[!-~]([ -~]{0,198}[!-~])?$' },
};

/** The OpenAPI 3.1 document of an operations table: made from the very schemas that validate requests. */
export function openApiDocument(
  operations: Readonly<Record<string, Operation>>,
  options: OpenApiOptions,
): OpenApiDocument {
  const names = new Map(Object.entries(options.schemas ?? {}).map(([name, schema]) => [schema as object, name]));
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const [id, operation] of Object.entries(operations)) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(
      id,
      operation,
      names,
      options.examples?.[id],
      options.links?.[id],
    );
  }
  return {
    openapi: '3.1.0',
    info: { title: options.title, version: options.version, description: options.description },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(operations).map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        ...Object.fromEntries([...names].map(([schema, name]) => [name, jsonSchema(schema, 'answer', names)])),
        Problem: jsonSchema(Problem, 'answer'),
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: `shop_session_${options.shopPort}`, description: 'Signed in' },
        guest: { type: 'apiKey', in: 'cookie', name: `shop_guest_${options.shopPort}`, description: 'A guest' },
      },
      responses: Object.fromEntries(
        Object.entries(problemDescriptions).map(([status, text]) => [`Problem${status}`, problem(text)]),
      ),
    },
  };
}

const problemDescriptions: Readonly<Record<number, string>> = {
  400: 'Not what the schema says; `errors` names the fields',
  401: 'No session, or it has ended',
  403: "Not the caller's to do, or sent from another site's page",
  404: 'Does not exist, or is not the caller’s to know of',
  409: 'The state does not allow it',
  413: 'The body is larger than 64 KB',
  415: 'The body is not JSON',
  422: 'Against a rule',
  429: 'Too many attempts; `Retry-After` tells when',
  503: 'Not now; `Retry-After` tells when',
};

function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

function describe(
  id: string,
  operation: Operation,
  names: ReadonlyMap<object, string>,
  example: unknown,
  links: Links | undefined,
): OpenApiOperation {
  return {
    operationId: id,
    summary: operation.summary,
    tags: [tagOf(operation)],
    security: securityOf(operation),
    parameters: [
      ...parametersOf('path', operation.params),
      ...parametersOf('query', operation.query),
      ...(operation.appends ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.body && {
      requestBody: {
        // A body of which nothing is needed may be left out.
        required: isNeeded(operation.body),
        content: {
          'application/json': {
            schema: asAsked(jsonSchema(operation.body, 'body')),
            ...(example !== undefined && { example }),
          },
        },
      },
    }),
    responses: responsesOf(operation, names, links),
  };
}

/** Of an operation's answers of success the first, by status, is the one to go on from. */
function responsesOf(
  operation: Operation,
  names: ReadonlyMap<object, string>,
  links: Links | undefined,
): OpenApiOperation['responses'] {
  const answers = Object.entries(operation.answers).map(([status, { description, body }], at) => [
    status,
    {
      description,
      ...(body && { content: { 'application/json': { schema: named(body, names) } } }),
      ...(links && at === 0 && { links: linksOf(links) }),
    },
  ]);
  const problems = problemsOf(operation).map((status) => [
    String(status),
    status in problemDescriptions
      ? { $ref: `#/components/responses/Problem${status}` }
      : problem(STATUS_CODES[status] ?? 'Error'),
  ]);
  return Object.fromEntries([...answers, ...problems]);
}

function linksOf(links: Links): Record<string, OpenApiLink> {
  return Object.fromEntries(
    Object.entries(links).map(([operationId, pointers]) => [
      operationId,
      {
        operationId,
        parameters: Object.fromEntries(
          Object.entries(pointers).map(([parameter, pointer]) => [parameter, `$response.body#${pointer}`]),
        ),
      },
    ]),
  );
}

/** A reference to a schema that has a name, or the schema. */
function named(schema: TSchema, names: ReadonlyMap<object, string>): JsonSchema {
  const name = names.get(schema);
  return name === undefined ? jsonSchema(schema, 'answer', names) : { $ref: `#/components/schemas/${name}` };
}

/** The problems an operation may be answered with: those it names, and those that follow from what it is. */
function problemsOf({ method, access, body, problems }: Operation): number[] {
  const follows = [400, 503];
  const staff = access === 'ops' || access === 'ops.read';
  if (access === 'user' || staff) follows.push(401);
  if (staff || method !== 'GET') follows.push(403);
  if (method !== 'GET') follows.push(413, 415);
  return [...new Set([...follows, ...(body ? [400] : []), ...problems])].sort((a, b) => a - b);
}

/** An owner's call without any cookie is a stranger's: answered like one for what doesn't exist, not refused. */
function securityOf({ access }: Operation): OpenApiOperation['security'] {
  if (access === 'anybody') return [{}];
  if (access === 'owner') return [{ session: [] }, { guest: [] }, {}];
  return [{ session: [] }];
}

function parametersOf(place: 'path' | 'query', schema: TSchema | undefined): OpenApiParameter[] {
  if (!schema) return [];
  const { properties, required = [] } = asAsked(jsonSchema(schema, 'parameters')) as {
    properties: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: property,
  }));
}

/** The part of the shop that an operation belongs to: `/api/ops/alerts/...` is `ops/alerts`, `/api/baskets` is `baskets`. */
function tagOf({ path }: Operation): string {
  const [, , first, second] = path.split('/');
  return first === 'ops' ? `ops/${second}` : first === 'products' && path.endsWith('/reviews') ? 'reviews' : first;
}

/** The years and offsets that `isTime` knows. */
const TIME = '^(19[7-9][0-9]|[2-9][0-9]{3})-.*(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$';

/** Whether a body has to say something. */
function isNeeded({ required = [], minProperties = 0, anyOf }: BodyParts): boolean {
  return required.length > 0 || minProperties > 0 || anyOf !== undefined;
}

interface BodyParts {
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly anyOf?: unknown;
}

/** What every text and time of a request is held to besides its schema: `malformedText`, and `isTime` with its years. */
function asAsked(node: unknown): JsonSchema {
  return withPatterns(node) as JsonSchema;
}

function withPatterns(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withPatterns);
  if (typeof node !== 'object' || node === null) return node;
  const schema = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withPatterns(value)]));
  if (schema['type'] !== 'string' || 'pattern' in schema || 'enum' in schema || 'const' in schema) return schema;
  if (schema['format'] === 'date-time') return { ...schema, pattern: TIME };
  return 'format' in schema ? schema : { ...schema, pattern: '^[^\\u0000]*$' };
}
