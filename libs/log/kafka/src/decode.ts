import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { RecordContent } from '@shop/log-core';
import type { CloudEvent, Topic } from '@shop/topics';

/**
 * Why a value can't be understood. It is told apart by `instanceof` and never by its shape: a value may have any shape,
 * that of this class included.
 */
export class Undecodable {
  /**
   * @param code stable: `json.invalid`
   * @param message what to mend, naming the field
   * @param pointer which field is wrong or missing, as a JSON Pointer: `/data/rating`. Absent where it is all of it.
   */
  constructor(
    readonly code: string,
    readonly message: string,
    readonly pointer?: string,
  ) {}
}

/** Understands the values of one topic. */
export type Decode = (value: Uint8Array | null) => RecordContent | Undecodable;

/** A time as our services write it: told at a glance, because every event has one. Other ones are looked at closely. */
const USUAL_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const time = formats.default.get('date-time') as { readonly validate: (text: string) => boolean };

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addFormat('date-time', (text: string) => USUAL_TIME.test(text) || time.validate(text));
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What values of a topic say, by its declaration. Schemas are compiled once. Fields that a schema doesn't name are let
 * through, so that writers may be newer than readers. Codes: `record.empty`, `json.invalid`, `type.unknown`,
 * `schema.mismatch`.
 */
export function decoderOf({ name, content }: Topic): Decode {
  if (content.kind === 'bytes') return () => ({ kind: 'bytes' });
  if (content.kind === 'rows') {
    const validate = ajv.compile(content.schema);
    return (value) => {
      if (value === null) return { kind: 'tombstone' };
      const row = parse(value);
      if (row instanceof Undecodable) return row;
      return validate(row) ? { kind: 'row', row } : mismatch(validate);
    };
  }
  const validators = new Map(Object.entries(content.schemas).map(([type, schema]) => [type, ajv.compile(schema)]));
  return (value) => {
    if (value === null) return empty(name);
    const event = parse(value) as CloudEvent | Undecodable | null;
    if (event instanceof Undecodable) return event;
    if (event === null || typeof event !== 'object')
      return new Undecodable('schema.mismatch', 'The value is not an object');
    const validate = validators.get(event.type);
    if (!validate)
      return new Undecodable('type.unknown', `type: ${JSON.stringify(event.type)} is not an event of ${name}`, '/type');
    return validate(event) ? { kind: 'event', event } : mismatch(validate);
  };
}

function parse(value: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(value);
  } catch {
    return new Undecodable('json.invalid', 'The value is not UTF-8');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return new Undecodable('json.invalid', `The value is not JSON: ${(error as Error).message}`);
  }
}

function empty(topic: string): Undecodable {
  return new Undecodable('record.empty', `The value is null, which means nothing in ${topic}`);
}

function mismatch({ errors }: ValidateFunction): Undecodable {
  if (!errors?.length) return new Undecodable('schema.mismatch', 'The value is not what the schema says');
  return new Undecodable('schema.mismatch', describe(errors[0]), pointerTo(errors[0]));
}

function pointerTo({ instancePath, params }: ErrorObject): string | undefined {
  const missing = 'missingProperty' in params ? `/${params['missingProperty']}` : '';
  return instancePath + missing || undefined;
}

/** `data.rating: must be <= 5`. */
function describe({ instancePath, message, params }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.');
  const allowed = 'allowedValue' in params ? ` ${JSON.stringify(params['allowedValue'])}` : '';
  return `${field || 'The value'}: ${message}${allowed}`;
}
