import { dataschemaOf, type CloudEvent, type Position } from '@shop/topics';
import type { Refusal } from './decider.js';

/** A record to be appended. */
export interface NewRecord {
  readonly topic: string;
  readonly key: string | Uint8Array | null;
  /** The bytes or text; null is a tombstone. */
  readonly value: string | Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only where the key doesn't decide: a dead letter, a changelog that follows its task's partition. */
  readonly partition?: number;
}

/**
 * The one way to append. Concurrent calls are gathered per broker round trip; the order per key is kept; it resolves
 * when all in-sync replicas have the records.
 */
export interface Appender {
  /**
   * @param timeoutMs how long it may take, in milliseconds; default: what the appender is made for
   * @returns a position for each record, in the order given
   * @throws AppendFailed when it is not known whether the records were appended, or when they can't be now;
   * RecordTooLarge when one of them, or all of them together, never can be
   */
  append(records: readonly NewRecord[], timeoutMs?: number): Promise<Position[]>;
}

/** An append that was not acknowledged. `unknown` tells that it may have happened: retry with the same ids. */
export class AppendFailed extends Error {
  constructor(
    message: string,
    readonly unknown: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppendFailed';
  }
}

/**
 * A record is larger than its topic takes, or records are more than an appender takes at once. They will be the next time
 * too: unlike other failures, this one doesn't pass.
 */
export class RecordTooLarge extends AppendFailed {
  constructor(message: string) {
    super(message, false);
    this.name = 'RecordTooLarge';
  }
}

/** How large a record may be, about, in bytes. (Dead letters may have more.) Brokers take 1 MB. */
export const MAX_RECORD_BYTES = 900_000;
/** Code of a dead letter of a record that leads to one that its topic doesn't take. */
export const OUTPUT_TOO_LARGE = 'output.tooLarge';
/** Why a topic will never take a record; undefined for one that it takes. */
export function refusalOfSize({ topic, key, value, headers = {} }: NewRecord): Refusal | undefined {
  // A character takes three bytes of UTF-8 at most: nearly always there is nothing to count.
  if (typeof value === 'string' && value.length * 3 < MAX_RECORD_BYTES / 2) return undefined;
  const bytes = bytesOf({ topic, key, value, headers });
  if (bytes <= MAX_RECORD_BYTES) return undefined;
  const reason = `It leads to a record of ${bytes} bytes for ${topic}, which takes ${MAX_RECORD_BYTES}`;
  return { code: OUTPUT_TOO_LARGE, reason };
}

/** About what a record takes: its key, its value and its headers. */
export function bytesOf({ key, value, headers = {} }: NewRecord): number {
  return [key, value, ...Object.entries(headers).flat()].reduce((sum, part) => sum + lengthOf(part), 0);
}

const utf8 = new TextEncoder();

function lengthOf(bytes: string | Uint8Array | null): number {
  if (bytes === null) return 0;
  return typeof bytes === 'string' ? utf8.encode(bytes).length : bytes.length;
}

/** An event as a record of a topic. The key is the event's subject unless another is given. */
export function eventRecord(topic: string, event: CloudEvent, key: string = event.subject): NewRecord {
  return {
    topic,
    key,
    value: JSON.stringify(event),
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  };
}

/** What every new event needs besides its type and data. All of it is data: no clock or randomness is reached for here. */
export interface EventContext {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly correlationid: string;
  readonly causationid?: string;
  readonly actor: string;
  readonly requesthash?: string;
  readonly lineage?: string;
}

/** Puts an event into its envelope (schema version 1 unless given). */
export function cloudEvent<T extends string, D>(
  type: T,
  subject: string,
  data: D,
  context: EventContext,
  version = 1,
): CloudEvent<T, D> {
  return {
    specversion: '1.0',
    id: context.id,
    source: context.source,
    type,
    subject,
    time: context.time,
    dataschema: dataschemaOf(type, version),
    datacontenttype: 'application/json',
    correlationid: context.correlationid,
    ...(context.causationid !== undefined && { causationid: context.causationid }),
    actor: context.actor,
    ...(context.requesthash !== undefined && { requesthash: context.requesthash }),
    ...(context.lineage !== undefined && { lineage: context.lineage }),
    data,
  };
}
