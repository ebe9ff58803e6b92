import { eventRecord, sentBackHeaders, type NewRecord } from '@shop/log-core';
import { envelopeOf, type StoredLetter } from '@shop/ops-projections';
import type { CloudEvent } from '@shop/topics';

/** How often a record may be sent back: whoever fails three times is not mended by a fourth. */
export const MAX_ROUNDS = 3;

/** A record on its way back, and the id of its event where it has one. */
export interface Outgoing {
  readonly record: NewRecord;
  readonly eventId: string | null;
}

/** How often the record of a letter was sent back so far. */
export function roundsOf({ letter, timesSent }: StoredLetter): number {
  return letter.round + timesSent;
}

/** The record as it was: key, bytes, headers, and so the id, by which whoever has applied it once knows it again. */
export function asItWas(stored: StoredLetter): Outgoing {
  const { letter, key, value, headers } = stored;
  const { topic, partition } = letter.source;
  return {
    record: {
      topic,
      key,
      value,
      headers: { ...headers, ...sentBack(stored) },
      // Without a key nothing else would say where it belongs.
      ...(key === null && { partition }),
    },
    eventId: envelopeOf(value).id ?? null,
  };
}

/**
 * Another event in the place of the one that was wrong: it gets an id of its own and names the original as its cause.
 * @param event what the edited text says
 * @param id the new id
 */
export function inItsPlace(stored: StoredLetter, event: CloudEvent, id: string): Outgoing {
  const { letter, value } = stored;
  const causationid = envelopeOf(value).id ?? letter.id;
  const record = eventRecord(letter.source.topic, { ...event, id, causationid });
  return { record: { ...record, headers: { ...record.headers, ...sentBack(stored) } }, eventId: id };
}

function sentBack(stored: StoredLetter): Record<string, string> {
  return {
    [sentBackHeaders.letter]: stored.letter.id,
    [sentBackHeaders.round]: String(roundsOf(stored) + 1),
  };
}
