import type { Static, TObject } from 'typebox';
import { dataschemaOf, eventSchema, type CloudEvent } from './cloud-event.schema.js';

/** One version of the data of an event type. */
export interface EventVersion {
  /** Counted from 1, in the order of their declaration. */
  readonly number: number;
  /** What `dataschema` says of an event of this version: `urn:shop:schema:ItemAdd:1`. */
  readonly dataschema: string;
  /** The schema of a whole event of this version. */
  readonly schema: TObject;
  /** The names of the fields that it knows: those of the envelope, and those of the data. */
  readonly fields: { readonly envelope: readonly string[]; readonly data: readonly string[] };
  /** The data of the next version, made of the data of this one; undefined for the newest. */
  readonly upcast?: (data: unknown) => unknown;
}

/**
 * An event type as declared: its name, and every version that its data ever had. Events stay in the log as they were
 * written; whoever reads them is given the newest version.
 */
export class EventType<Name extends string = string, Data = unknown> {
  /** Never set: carries the type of the newest version's data. */
  declare readonly data: Data;

  private constructor(
    readonly name: Name,
    /** From the first to the newest. */
    readonly versions: readonly EventVersion[],
  ) {}

  /**
   * Declares the first version of an event type.
   * @param name as it stands in the attribute `type`: `ItemAdd`
   * @param data the schema of `data`
   */
  static of<const Name extends string, Schema extends TObject>(
    name: Name,
    data: Schema,
  ): EventType<Name, Static<Schema>> {
    return new EventType<Name, Static<Schema>>(name, [versionOf(name, 1, data)]);
  }

  /**
   * Declares the next version, for a change that readers of the version before could not read. (A field that may be
   * absent needs no version.)
   * @param data the schema of `data`
   * @param upcast makes data of this version out of data of the version before: pure, and what the old data doesn't say
   *   stays unknown
   */
  next<Schema extends TObject>(
    data: Schema,
    upcast: (before: Data) => Static<Schema>,
  ): EventType<Name, Static<Schema>> {
    const before = this.versions.map((version) =>
      version === this.newest ? { ...version, upcast: upcast as (data: unknown) => unknown } : version,
    );
    const version = versionOf(this.name, before.length + 1, data);
    return new EventType<Name, Static<Schema>>(this.name, [...before, version]);
  }

  /** The version that readers are given. */
  get newest(): EventVersion {
    return this.versions[this.versions.length - 1] as EventVersion;
  }

  /** The version with this `dataschema`; undefined for one that isn't declared. */
  version(dataschema: unknown): EventVersion | undefined {
    return this.versions.find((version) => version.dataschema === dataschema);
  }

  /**
   * A valid event of any declared version as one of the newest.
   * @returns the event itself if that is what it is; it is never changed
   */
  upcast(event: CloudEvent<Name>): CloudEvent<Name, Data> {
    const from = this.version(event.dataschema);
    if (!from?.upcast) return event as CloudEvent<Name, Data>;
    let { data } = event;
    for (const { upcast } of this.versions.slice(from.number - 1)) if (upcast) data = upcast(data);
    return { ...event, dataschema: this.newest.dataschema, data: data as Data };
  }
}

/** Event types by their names, as a topic declares them. */
export type EventTypes = Readonly<Record<string, EventType<string, unknown>>>;

/** The event types of a topic, by their names. */
export function eventTypes<const Types extends readonly EventType<string, unknown>[]>(
  ...types: Types
): { readonly [Type in Types[number] as Type['name']]: Type } {
  return Object.fromEntries(types.map((type) => [type.name, type])) as never;
}

/** The data of each of some event types, in its newest version, by the type's name. */
export type DataOf<Types extends EventTypes> = { readonly [Name in keyof Types]: Types[Name]['data'] };

/** An event of any of some types, in its newest version. */
export type EventOf<Types extends EventTypes> = {
  [Name in keyof Types & string]: CloudEvent<Name, Types[Name]['data']>;
}[keyof Types & string];

function versionOf(name: string, number: number, data: TObject): EventVersion {
  const schema = eventSchema(name, number, data);
  const fields = { envelope: Object.keys(schema.properties), data: Object.keys(data.properties) };
  return { number, dataschema: dataschemaOf(name, number), schema, fields };
}
