import type { Decoded, ExpectedContent } from '@shop/api';
import { decoderOf, Undecodable, type Decode } from '@shop/log-kafka';
import type { RecordContent } from '@shop/log-core';
import { envelopeOf } from '@shop/ops-projections';
import { declared } from './returnable.js';

const decoders = new Map<string, Decode>();

/** What readers of a topic make of a value, by the same decoder. A topic that the map doesn't know is not understood. */
export function decoded(topic: string, value: Uint8Array | null): RecordContent | Undecodable {
  const declaration = declared(topic);
  if (!declaration) return new Undecodable('topic.unknown', `The map of topics knows no ${topic}`);
  let decode = decoders.get(topic);
  if (!decode) decoders.set(topic, (decode = decoderOf(declaration)));
  return decode(value);
}

/** What the schema of today says of a value. */
export function verdictOf(topic: string, value: Uint8Array | null): Decoded {
  const content = decoded(topic, value);
  if (!(content instanceof Undecodable)) return { ok: true, code: null, message: null, pointer: null };
  const { code, message, pointer = null } = content;
  return { ok: false, code, message, pointer };
}

/** What a value of a topic is held against: the schema of the event type it says to be, if it says one of the topic's. */
export function expectedOf(topic: string, value: Uint8Array | null): ExpectedContent {
  const content = declared(topic)?.content;
  if (content?.kind === 'rows') return { topic, types: [], type: null, schema: plain(content.schema) };
  if (content?.kind !== 'events') return { topic, types: [], type: null, schema: null };
  const types = Object.keys(content.events);
  const { type } = envelopeOf(value);
  const known = type !== undefined && Object.hasOwn(content.events, type) ? type : undefined;
  // Where there is only one, that is the one that was meant.
  const meant = known ?? (types.length === 1 ? types[0] : undefined);
  const schema = meant === undefined ? undefined : content.events[meant]?.newest.schema;
  return { topic, types, type: known ?? null, schema: schema ? plain(schema) : null };
}

/** A schema as the JSON that it is. */
function plain(schema: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, unknown>;
}
