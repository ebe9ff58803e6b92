import { Type, type TObject, type TSchema } from 'typebox';
import { Id, Lineage, Name, Time } from './common.schema.js';

/** Content type of a record that holds a CloudEvent in structured JSON mode. */
export const CLOUD_EVENT_CONTENT_TYPE = 'application/cloudevents+json';

/**
 * The envelope of every event of ours: CloudEvents 1.0 in structured JSON mode, so that one record is understandable
 * alone in any Kafka tool. Source: CloudEvents specification 1.0.2, JSON event format.
 */
export interface CloudEvent<Type extends string = string, Data = unknown> {
  readonly specversion: '1.0';
  /** Unique per event: an event with an id that was applied before changes nothing. */
  readonly id: string;
  /** Who wrote it: `/basket-api`. */
  readonly source: string;
  /** The event type: `ItemAdd`. */
  readonly type: Type;
  /** The aggregate's id, equal to the record's key unless the topic says otherwise. */
  readonly subject: string;
  /** When it happened, RFC 3339 in UTC. */
  readonly time: string;
  /** Names the schema of `data` and its version: `urn:shop:schema:ItemAdd:1`. */
  readonly dataschema: string;
  readonly datacontenttype: 'application/json';
  /** The id shared by everything that one request caused. */
  readonly correlationid: string;
  /** The id of the event that caused this one, if an event did. */
  readonly causationid?: string;
  /** Who caused it: a user id, the hash of a guest's cookie, or the name of a process. */
  readonly actor: string;
  /** Hash of the request body of a command with an `Idempotency-Key`: tells a retry from a reuse of the key. */
  readonly requesthash?: string;
  /** The positions this event was derived from, first cause first: `reviews/2/117,reviews_clean/1/40`. */
  readonly lineage?: string;
  readonly data: Data;
}

/**
 * The schema of a whole event of one type.
 * @param type the event type
 * @param version the version of its data's schema, counted from 1
 * @param data the schema of `data`
 */
export function eventSchema(type: string, version: number, data: TSchema): TObject {
  return Type.Object({
    specversion: Type.Literal('1.0'),
    id: Id,
    source: Name,
    type: Type.Literal(type),
    subject: Id,
    time: Time,
    dataschema: Type.Literal(dataschemaOf(type, version)),
    datacontenttype: Type.Literal('application/json'),
    correlationid: Id,
    causationid: Type.Optional(Id),
    actor: Name,
    requesthash: Type.Optional(Name),
    lineage: Type.Optional(Lineage),
    data,
  });
}

/** The `dataschema` of an event type and version: `urn:shop:schema:ItemAdd:1`. */
export function dataschemaOf(type: string, version: number): string {
  return schemaPrefix(type) + version;
}

/** Whether a `dataschema` names some version of an event type, be it a declared one or not. */
export function isVersionOf(dataschema: unknown, type: string): boolean {
  const prefix = schemaPrefix(type);
  return (
    typeof dataschema === 'string' &&
    dataschema.startsWith(prefix) &&
    /^[1-9]\d*$/.test(dataschema.slice(prefix.length))
  );
}

function schemaPrefix(type: string): string {
  return `urn:shop:schema:${type}:`;
}
