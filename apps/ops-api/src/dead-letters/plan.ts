import type { SendBackPlan, SendBackRequest } from '@shop/api';
import { ProblemError } from '@shop/http';
import type { KafkaClient } from '@shop/log-kafka';
import type { ReadModel } from '@shop/log-postgres';
import { storedLetters, type StoredLetter } from '@shop/ops-projections';
import { judge } from './judge.js';
import { refusalOf, selected } from './selection.js';
import { sendable } from './source.js';

/** How many dead letters are looked at together. */
const TOGETHER = 200;
/** How many a plan names. */
const NAMED = 100;

type Planned = SendBackPlan['letters'][number];

/**
 * What sending would come to, without writing anything.
 * @throws Problem 404 for an id that is none
 */
export async function planOf(
  kafka: KafkaClient,
  deadLetters: ReadModel,
  request: SendBackRequest,
): Promise<SendBackPlan> {
  const ids = await selected(deadLetters, request);
  const counts = { accepted: 0, failsAgain: 0, unsure: 0, refused: 0 };
  const letters: Planned[] = [];
  for (let at = 0; at < ids.length; at += TOGETHER)
    for (const stored of await storedLetters(deadLetters, ids.slice(at, at + TOGETHER))) {
      const planned = await plannedFor(kafka, stored, request);
      counts[planned.outcome]++;
      if (letters.length < NAMED) letters.push(planned);
    }
  return { total: ids.length, ...counts, letters };
}

async function plannedFor(kafka: KafkaClient, stored: StoredLetter, request: SendBackRequest): Promise<Planned> {
  const { id } = stored.letter;
  try {
    const refusal = refusalOf(stored);
    if (refusal) throw refusal;
    if ('edited' in request) return { id, ...judge(stored, Buffer.from(request.edited.text)) };
    const letter = await sendable(kafka, stored);
    return { id, ...judge(letter, letter.value) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { id, outcome: 'refused', code: error.code, message: error.detail };
  }
}
