import type { SendBackOutcome } from '@shop/api';
import { HANDLER_FAILED, HandlerFailed } from '@shop/log-core';
import { decodeKey, Undecodable } from '@shop/log-kafka';
import type { StoredLetter } from '@shop/ops-projections';
import { reviewPipeline } from '@shop/review-pipeline-topology';
import { Task } from '@shop/streams-topology';
import { decoded } from './expected.js';

/** What would become of a dead letter if it were sent back now. */
export interface Judgement {
  readonly outcome: Exclude<SendBackOutcome, 'refused'>;
  readonly code: string | null;
  readonly message: string | null;
}

/** Codes of what the schema says; with any other the reader refused what the schema accepts. */
const OF_THE_SCHEMA = new Set([
  'record.empty',
  'record.timestamp',
  'key.malformed',
  'json.invalid',
  'json.tooDeep',
  'json.tooLarge',
  'text.malformed',
  'type.unknown',
  'version.unknown',
  'schema.mismatch',
]);

/**
 * Tries a dead letter without sending it: by the decoder that its reader uses, and where the reader is a topology, by
 * the topology itself.
 * @param value its bytes, or those it would have after an edit
 */
export function judge({ letter, key, headers }: StoredLetter, value: Uint8Array | null): Judgement {
  const content = decoded(letter.source.topic, value);
  if (content instanceof Undecodable) return failsAgain(content);
  const keyText = decodeKey(key && Buffer.from(key));
  if (keyText instanceof Undecodable) return failsAgain(keyText);
  const topology = reviewPipeline.find(({ reader }) => reader === letter.reader);
  if (topology?.source.name === letter.source.topic) {
    const { topic, partition } = letter.source;
    const place = { topic, partition, offset: Number(letter.source.offset) };
    const timestamp = Date.parse(letter.time);
    const raw = { ...place, timestamp, key, value, headers };
    const record = { ...place, timestamp, key: keyText, content, raw };
    try {
      const [refused] = new Task(topology, partition, () => letter.id).process([record]).refused;
      return refused ? failsAgain(refused) : ACCEPTED;
    } catch (error) {
      if (!(error instanceof HandlerFailed)) throw error;
      return failsAgain({ code: HANDLER_FAILED, message: error.message });
    }
  }
  if (OF_THE_SCHEMA.has(letter.code)) return ACCEPTED;
  const message = 'The schema accepts it; why its reader did not only shows when it reads it again.';
  return { outcome: 'unsure', code: letter.code, message };
}

const ACCEPTED: Judgement = { outcome: 'accepted', code: null, message: null };

function failsAgain({ code, message }: { readonly code: string; readonly message: string }): Judgement {
  return { outcome: 'failsAgain', code, message };
}
