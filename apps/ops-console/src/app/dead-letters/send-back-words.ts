import type { DeadLetterGroupKey, SendBack, SendBackPlan, SentBack } from '@shop/api';

/** `1 letter`, `3 letters`. */
export function letterCount(count: number): string {
  return `${count} ${count === 1 ? 'letter' : 'letters'}`;
}

/** What a dry run came to, in a sentence. */
export function planWords({ total, accepted, failsAgain, unsure, refused }: SendBackPlan): string {
  if (total === 0) return 'None of them waits to be sent back.';
  const parts = [
    accepted && `${accepted} would be accepted`,
    unsure && `${unsure} may fail again`,
    failsAgain && `${failsAgain} would fail again`,
    refused && `${refused} can’t be sent back`,
  ].filter(Boolean);
  return `${parts.join(', ')}.`;
}

/** How a sending stands, in a sentence. */
export function sendingWords({ state, total, sent, accepted, failed, stopped }: SendBack): string {
  const known = accepted + failed;
  const outcome = [
    accepted && `${accepted} accepted`,
    failed && `${failed} failed again`,
    sent > known && `${sent - known} not known yet`,
    total > sent && `${total - sent} left`,
  ].filter(Boolean);
  const counts = `${sent} of ${letterCount(total)} sent${outcome.length ? `: ${outcome.join(', ')}` : ''}.`;
  if (state === 'stopped') return `Stopped. ${counts} ${stopped?.message ?? ''}`.trim();
  return `${state === 'running' ? 'Sending back.' : 'Done.'} ${counts}`;
}

/**
 * What sending a letter more than once means: records with one event id have one effect, because whoever has applied an
 * id passes it by.
 */
export function effectWords(sentBack: readonly SentBack[]): string | undefined {
  const [first] = sentBack;
  if (!first) return undefined;
  const times = sentBack.length === 1 ? 'once' : `${sentBack.length} times`;
  const ids = new Set(sentBack.map(({ eventId }) => eventId));
  if (sentBack.every(({ cameBack }) => cameBack !== null)) return `Sent back ${times}, and failed again every time.`;
  if (ids.has(null)) return `Sent back ${times}.`;
  if (ids.size > 1) return `Sent back ${times} as ${ids.size} different events.`;
  return sentBack.length === 1
    ? `Sent back once, as event ${first.eventId}.`
    : `Sent back ${times}, one effect: all carry the event id ${first.eventId}, and who has applied it once passes it by.`;
}

/** Whether two keys are of the same group. */
export function sameGroup(one: DeadLetterGroupKey, other: DeadLetterGroupKey): boolean {
  return (
    one.reader === other.reader &&
    one.code === other.code &&
    one.producer === other.producer &&
    one.topic === other.topic
  );
}
