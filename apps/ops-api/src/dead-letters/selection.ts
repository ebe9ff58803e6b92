import type { SendBackRequest } from '@shop/api';
import { conflict, notFound, unprocessable, type ProblemError } from '@shop/http';
import { Undecodable } from '@shop/log-kafka';
import type { ReadModel } from '@shop/log-postgres';
import { storedLetters, waitingInGroup, type StoredLetter } from '@shop/ops-projections';
import type { CloudEvent } from '@shop/topics';
import { decoded } from './expected.js';
import { judge } from './judge.js';
import { MAX_ROUNDS, roundsOf } from './outgoing.js';
import { returnableOf } from './returnable.js';

/**
 * The dead letters that a request means, in the order of the log they came from. Of a group those that were never sent,
 * without those that have used up their rounds.
 * @throws Problem 404 naming an id that is none
 */
export async function selected(deadLetters: ReadModel, request: SendBackRequest): Promise<readonly string[]> {
  if ('group' in request) return waitingInGroup(deadLetters, request.group, MAX_ROUNDS);
  const wanted = 'ids' in request ? request.ids : [request.edited.id];
  const ids = (await storedLetters(deadLetters, wanted)).map(({ letter }) => letter.id);
  const missing = wanted.find((id) => !ids.includes(id));
  if (missing !== undefined) throw notFound('deadLetter.notFound', `There is no dead letter ${missing}.`);
  return ids;
}

/** Why a dead letter can't be sent back; undefined if it can. 422 where never, 409 where not again. */
export function refusalOf(stored: StoredLetter): ProblemError | undefined {
  const { source, reader, id } = stored.letter;
  const { reason } = returnableOf(source.topic, reader);
  if (reason !== null) return unprocessable('deadLetter.notReturnable', reason);
  if (roundsOf(stored) < MAX_ROUNDS) return undefined;
  return conflict(
    'deadLetter.tooManyRounds',
    `The record of ${id} was sent back ${roundsOf(stored)} times already, and ${MAX_ROUNDS} is the limit: mend it at its source.`,
  );
}

/**
 * The event that an edited text says.
 * @throws Problem 422 if today's schema or the reader's rules would refuse it again
 */
export function editedEvent(stored: StoredLetter, text: string): CloudEvent {
  const value = Buffer.from(text);
  const content = decoded(stored.letter.source.topic, value);
  const { outcome, code, message } = judge(stored, value);
  if (!(content instanceof Undecodable) && content.kind === 'event' && outcome !== 'failsAgain') return content.event;
  throw unprocessable('deadLetter.stillInvalid', `It would fail again (${code}): ${message}.`, [
    { path: '/body/edited/text', message: message ?? 'is not what the schema says' },
  ]);
}
