import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { RecordContent } from '@shop/log-core';
import {
  canBeTime,
  cutText,
  isTime,
  isVersionOf,
  isWellFormed,
  type CloudEvent,
  type EventType,
  type EventTypes,
  type Topic,
} from '@shop/topics';
import { parseJson } from './json.js';
import { Undecodable } from './undecodable.js';

/** Understands the values of one topic. */
export type Decode = (value: Uint8Array | null) => RecordContent | Undecodable;

/** The longest key in bytes: ids have 200 characters at most, and an index of PostgreSQL ends at 2,700 bytes. */
const MAX_KEY_BYTES = 1_024;
/** How much of a wrong value a message repeats. */
const SHOWN = 100;

// Numbers have to be finite: JSON can say 1e400.
const ajv = new Ajv2020({ strict: false, strictNumbers: true });
formats.default(ajv);
ajv.addFormat('date-time', isTime);

/**
 * What values of a topic say, by its declaration. Schemas are compiled once. Fields that a schema doesn't name are let
 * through, so that writers may be newer than readers. Codes: `record.empty`, `json.invalid`, `json.tooDeep`,
 * `json.tooLarge`, `text.malformed`, `type.unknown`, `version.unknown`, `schema.mismatch`. An event of an older version comes as one of the
 * newest.
 */
export function decoderOf({ name, content }: Topic): Decode {
  if (content.kind === 'bytes') return () => ({ kind: 'bytes' });
  if (content.kind === 'rows') {
    const validate = compile(content.schema);
    return (value) => {
      if (value === null) return { kind: 'tombstone' };
      const row = parseJson(value);
      if (row instanceof Undecodable) return row;
      return validate(row) ? { kind: 'row', row } : mismatch(validate);
    };
  }
  return decoderOfEvents(name, content.events);
}

function decoderOfEvents(topic: string, types: EventTypes): Decode {
  // One look-up per event: `dataschema` names type and version.
  const declared = new Map<unknown, { type: EventType; validate: ValidateFunction }>();
  for (const type of Object.values(types))
    for (const { dataschema, schema } of type.versions) declared.set(dataschema, { type, validate: compile(schema) });
  return (value) => {
    if (value === null) return empty(topic);
    const event = parseJson(value) as CloudEvent | Undecodable | null;
    if (event instanceof Undecodable) return event;
    if (event === null || typeof event !== 'object')
      return new Undecodable('schema.mismatch', 'The value is not an object');
    const found = declared.get(event.dataschema);
    if (!found || found.type.name !== event.type) return undeclared(topic, types, event);
    return found.validate(event) ? { kind: 'event', event: found.type.upcast(event) } : mismatch(found.validate);
  };
}

/** Why an event is of no declared type and version. */
function undeclared(topic: string, types: EventTypes, { type, dataschema }: CloudEvent): Undecodable {
  const declared = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!declared) return new Undecodable('type.unknown', `type: ${shown(type)} is not an event of ${topic}`, '/type');
  const { number, dataschema: newest } = declared.newest;
  if (isVersionOf(dataschema, type))
    return new Undecodable(
      'version.unknown',
      `dataschema: ${shown(dataschema)} is a version that is not known here; the newest known one is ${number}`,
      '/dataschema',
    );
  return new Undecodable('schema.mismatch', `dataschema: must be ${JSON.stringify(newest)}`, '/dataschema');
}

/**
 * A key as the text that it is used as; empty when the record has none.
 * @returns `key.malformed` for one that is no text or too long
 */
export function decodeKey(key: Buffer | null): string | Undecodable {
  if (key === null) return '';
  if (key.length > MAX_KEY_BYTES)
    return new Undecodable('key.malformed', `The key has ${key.length} bytes; ${MAX_KEY_BYTES} are allowed`);
  const text = key.toString();
  // Bytes that are not UTF-8 have become U+FFFD, which a key may also hold by itself.
  const isUtf8 = !text.includes('\ufffd') || Buffer.from(text).equals(key);
  if (isUtf8 && isWellFormed(text)) return text;
  return new Undecodable('key.malformed', `The key ${isUtf8 ? 'holds the character U+0000' : 'is not UTF-8'}`);
}

/**
 * Looks at the time of a record, which its writer may have chosen.
 * @param timestamp milliseconds since 1970
 * @returns `record.timestamp` for one that is none, as -1
 */
export function undecodableTime(timestamp: number): Undecodable | undefined {
  if (canBeTime(timestamp)) return undefined;
  return new Undecodable('record.timestamp', `The record's time is ${timestamp}: not within the years 1970 to 9999`);
}

/** Integers are those that a number holds exactly, whether a schema says so or not. */
function compile(schema: object): ValidateFunction {
  return ajv.compile(exact(schema) as object);
}

function exact(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(exact);
  if (typeof node !== 'object' || node === null) return node;
  const schema = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, exact(value)]));
  if (schema['type'] !== 'integer') return schema;
  return { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...schema };
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

function shown(value: unknown): string {
  return cutText(JSON.stringify(value) ?? 'undefined', SHOWN);
}
