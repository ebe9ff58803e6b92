import type { Decider, Refusal } from './decider.js';

/** One event of a history, with what became of it. */
export interface HistoryStep<Event, State> {
  /** The first event is number 0; ignored ones count. */
  readonly number: number;
  readonly event: Event;
  /** Why it changed nothing. */
  readonly ignored?: Refusal;
  /** The state after it. */
  readonly state: State;
}

/** Numbers the events of an aggregate, in the order of the log, and tells which were ignored and what the state was after each. */
export function stepsOf<Event extends Folded, Folded, State>(
  decider: Pick<Decider<never, Folded, State>, 'initialState' | 'evolve' | 'ignored'>,
  events: Iterable<Event>,
): HistoryStep<Event, State>[] {
  const steps: HistoryStep<Event, State>[] = [];
  let state = decider.initialState;
  for (const event of events) {
    const ignored = decider.ignored(state, event);
    state = decider.evolve(state, event);
    steps.push({ number: steps.length, event, ...(ignored && { ignored }), state });
  }
  return steps;
}

/**
 * How many events of a history count at a moment.
 * @param times when each event happened (RFC 3339), in the order of the log
 * @param at the number of an event (`3`: it and those before it), or a time (RFC 3339): the longest prefix without a
 *   later event
 * @returns undefined when there was nothing then, or is no such number yet
 */
export function countAt(times: readonly string[], at: string): number | undefined {
  const count = /^\d+$/.test(at) ? Number(at) + 1 : prefixUntil(times, Date.parse(at));
  return count < 1 || count > times.length ? undefined : count;
}

function prefixUntil(times: readonly string[], limit: number): number {
  const later = times.findIndex((time) => Date.parse(time) > limit);
  return later === -1 ? times.length : later;
}
