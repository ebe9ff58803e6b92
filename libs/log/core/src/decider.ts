/** Why a command was refused or an event ignored: a stable code (`basket.checkedOut`) and a sentence for a person. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** What a decision came to: events to append, or a refusal. */
export type Decision<Event> = { readonly events: readonly Event[] } | { readonly refusal: Refusal };

/**
 * The rules of an aggregate, pure: no clock, no randomness, no I/O. The same code runs in the server, in a rebuild and
 * in the browser. Source of the shape: Jérémie Chassaing, "Functional Event Sourcing Decider".
 */
export interface Decider<Command, Event, State> {
  /** The state before the first event. */
  readonly initialState: State;
  /** What a command leads to in a state. */
  decide(command: Command, state: State): Decision<Event>;
  /** The state after an event. Total: an event that can't be applied changes nothing but the count of events. */
  evolve(state: State, event: Event): State;
  /**
   * Why an event would be ignored in a state, or undefined if it takes effect. The log has no "append if version is n",
   * so two commands can race past their checks; the order in the log decides, and the loser is ignored.
   */
  ignored(state: State, event: Event): Refusal | undefined;
}

/** Folds events into a state, from the beginning or from a given state. */
export function fold<Event, State>(
  decider: Pick<Decider<never, Event, State>, 'initialState' | 'evolve'>,
  events: Iterable<Event>,
  from: State = decider.initialState,
): State {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}

/** Marks a branch that can't be reached: forgetting a case is a compile error. */
export function never(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
