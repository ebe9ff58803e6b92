import type { SendBackPlan, SendBackRequest } from '@shop/api';
import type { ReadModel } from '@shop/log-postgres';
import { storedLetters, type StoredLetter } from '@shop/ops-projections';
import { judge } from './judge.js';
import { refusalOf, selected } from './selection.js';

/** How many dead letters are looked at together. */
const TOGETHER = 200;
/** How many a plan names. */
const NAMED = 100;

type Planned = SendBackPlan['letters'][number];

/**
 * What sending would come to, without writing anything.
 * @throws Problem 404 for an id that is none
 */
export async function planOf(deadLetters: ReadModel, request: SendBackRequest): Promise<SendBackPlan> {
  const ids = await selected(deadLetters, request);
  const counts = { accepted: 0, failsAgain: 0, unsure: 0, refused: 0 };
  const letters: Planned[] = [];
  for (let at = 0; at < ids.length; at += TOGETHER)
    for (const stored of await storedLetters(deadLetters, ids.slice(at, at + TOGETHER))) {
      const planned = plannedFor(stored, request);
      counts[planned.outcome]++;
      if (letters.length < NAMED) letters.push(planned);
    }
  return { total: ids.length, ...counts, letters };
}

function plannedFor(stored: StoredLetter, request: SendBackRequest): Planned {
  const { id } = stored.letter;
  const refusal = refusalOf(stored);
  if (refusal) return { id, outcome: 'refused', code: refusal.code, message: refusal.detail };
  return { id, ...judge(stored, 'edited' in request ? Buffer.from(request.edited.text) : stored.value) };
}
