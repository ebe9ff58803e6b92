import type { Operation } from '@shop/api';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isTime, malformedText } from '@shop/topics';
import type { TSchema } from 'typebox';
import { badRequest, type FieldError } from '../problems/problem-error.js';
import { jsonSchema, type JsonSchema, type SchemaUse } from './request-schema.js';

/** The longest text that has a pattern, in characters: a cursor. */
const LONGEST = 4_000;

/**
 * Patterns that refuse a longer text without looking at it. ajv tests patterns even where the length is wrong already, and
 * the time that a pattern takes may grow with the square of the text.
 */
const patternsOfBoundedTexts = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    const test = (text: string) => text.length <= LONGEST && expression.test(text);
    // ajv tells patterns apart by this.
    return { test, toString: () => String(expression) };
  },
  { code: 'patternsOfBoundedTexts' },
);

const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  strict: false,
  strictNumbers: true,
  code: { regExp: patternsOfBoundedTexts },
});
addFormats.default(ajv);
ajv.addFormat('date-time', isTime);

/** Validates the parts of an operation's requests and answers; compiled once per operation. */
export class OperationValidator {
  private readonly params?: Part;
  private readonly query?: Part;
  private readonly body?: Part;
  private readonly answers: ReadonlyMap<number, ValidateFunction | undefined>;

  constructor(operation: Operation) {
    this.params = operation.params && new Part('params', operation.params, 'parameters');
    this.query = operation.query && new Part('query', operation.query, 'parameters');
    this.body = operation.body && new Part('body', operation.body, 'body');
    this.answers = new Map(
      Object.entries(operation.answers).map(([status, { body }]) => [
        Number(status),
        body && ajv.compile(jsonSchema(body, 'answer')),
      ]),
    );
  }

  /**
   * The parts of a request, coerced and with defaults.
   * @throws ProblemError 400 naming every wrong field
   */
  request(parts: { params: unknown; query: unknown; body: unknown }) {
    const errors: FieldError[] = [];
    const checked = {
      params: this.params ? this.params.check(coerced(parts.params, this.params.schema), errors) : {},
      query: this.query ? this.query.check(coerced(parts.query, this.query.schema), errors) : {},
      body: this.body
        ? this.body.check(this.body.isOptional && parts.body === undefined ? {} : parts.body, errors)
        : noBody(parts.body, errors),
    };
    if (errors.length > 0) throw badRequest('request.invalid', 'The request is not what it should be.', errors);
    return checked;
  }

  /**
   * Checks an answer against the contract.
   * @throws Error telling what doesn't fit
   */
  answer(status: number, body: unknown): void {
    if (!this.answers.has(status)) throw new Error(`The contract has no answer ${status}`);
    const validate = this.answers.get(status);
    // What is checked is what is sent: JSON.
    const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    if (!validate && sent !== undefined) throw new Error(`The contract has no body for ${status}`);
    if (validate && !validate(sent))
      throw new Error(`The answer breaks the contract: ${ajv.errorsText(validate.errors)}`);
  }
}

/** One part of a request. */
class Part {
  readonly schema: JsonSchema;
  private readonly validate: ValidateFunction;

  constructor(
    private readonly name: string,
    schema: TSchema,
    use: SchemaUse,
  ) {
    this.schema = jsonSchema(schema, use);
    this.validate = ajv.compile(this.schema);
  }

  /** Nothing in it has to be there, so neither has it. */
  get isOptional(): boolean {
    const { required } = this.schema as { required?: readonly string[] };
    return (required ?? []).length === 0;
  }

  /** The value itself; what is wrong with it is added to `errors`. */
  check(value: unknown, errors: FieldError[]): unknown {
    const malformed = malformedText(value);
    if (value === undefined) errors.push({ path: `/${this.name}`, message: 'is missing' });
    else if (malformed) errors.push({ path: `/${this.name}${malformed.pointer}`, message: malformed.reason });
    else if (!this.validate(value))
      errors.push(...(this.validate.errors ?? []).map((error) => fieldError(this.name, error)));
    return value;
  }
}

function noBody(body: unknown, errors: FieldError[]): undefined {
  const empty = body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
  if (!empty) errors.push({ path: '/body', message: 'must be empty' });
  return undefined;
}

/**
 * Texts of a path or query as what the schema wants. Only texts that are numbers as JSON writes them: `0x10` and
 * ` 1` stay texts, and fail.
 */
function coerced(values: unknown, { properties }: JsonSchema): unknown {
  const types = properties as Record<string, { type?: string }>;
  return Object.fromEntries(
    Object.entries(values as Record<string, unknown>)
      .filter(([name]) => Object.hasOwn(types, name))
      .map(([name, value]) => [name, coerce(value, types[name].type)]),
  );
}

function coerce(value: unknown, type: string | undefined): unknown {
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function fieldError(part: string, { keyword, instancePath, params, message }: ErrorObject): FieldError {
  const path = `/${part}${instancePath}`;
  switch (keyword) {
    case 'required':
      return { path: `${path}/${params['missingProperty']}`, message: 'is missing' };
    case 'additionalProperties':
      return { path: `${path}/${params['additionalProperty']}`, message: 'is not known here' };
    case 'enum':
      return { path, message: `must be one of ${params['allowedValues'].join(', ')}` };
    case 'pattern':
      return { path, message: 'has a form or characters that are not allowed' };
    default:
      return { path, message: message ?? 'is wrong' };
  }
}
