import { alertDecider, type AlertState } from '@shop/alert-domain';
import { changesOf, type Moment } from '@shop/design-system';
import { stepsOf } from '@shop/log-core';
import { clock, eventOf, statusWords, stepWords, type AlertStep } from './alert-words.js';

/** One moment of an alert's life: a step, what it says in words, and the alert after it. */
export interface AlertMoment extends Moment {
  readonly step: AlertStep;
  /** The alert after it, folded here by the same code as on the server; people as the steps name them. */
  readonly state: AlertState;
}

/**
 * Folds the steps of an alert into its moments.
 * @param steps all of an alert's events, in the order of the log
 * @param names the name of a user id, or the id where no name is known
 */
export function momentsOfAlert(steps: readonly AlertStep[], names: (userId: string) => string): AlertMoment[] {
  // A page that is older than the server can't fold what it doesn't know.
  const events = steps.flatMap((step) => {
    const event = eventOf(step);
    return event ? [{ ...event, step }] : [];
  });
  const folded = stepsOf(alertDecider, events);
  return folded.map(({ number, event: { step }, ignored, state }, index) => ({
    number,
    type: step.type,
    time: step.time,
    step,
    words: `${stepWords(step, names)} by ${step.actor}`,
    ...(ignored && { ignored }),
    changes: changesOf(fieldsOf(folded[index - 1]?.state, names), fieldsOf(state, names)),
    state,
  }));
}

/** An alert as people read it, field by field. */
function fieldsOf(state: AlertState | undefined, names: (userId: string) => string): Record<string, string> {
  if (!state || state.status === 'absent') return {};
  const { status, acknowledgedBy, assignee, snoozedUntil } = state;
  return {
    Status: statusWords[status],
    'Seen by': acknowledgedBy ?? '',
    'Assigned to': assignee === undefined ? '' : names(assignee),
    'Snoozed until': snoozedUntil === undefined ? '' : clock(snoozedUntil),
  };
}
