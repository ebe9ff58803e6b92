import { fold, type Decider, type Refusal } from './decider.js';

/** What a specification says when a decision is not the expected one. Any test runner reports it as a failure. */
export class SpecificationFailed extends Error {
  override name = 'SpecificationFailed';
}

/** The last step of a specification: what the command must lead to. */
export interface Then<Event> {
  /** Exactly these events, in this order. */
  then(...expected: readonly Event[]): void;
  /** A refusal with this code, and with a reason that a person can read. */
  thenRefused(code: string): void;
}

/** What was given, so that something can happen. */
export interface When<Command, Event, State> {
  when(command: Command): Then<Event>;
  /** For `evolve`: the state that the events lead to. */
  readonly state: State;
  /** For races: why one more event would be ignored now, or undefined when it takes effect. */
  ignoring(event: Event): Refusal | undefined;
}

/**
 * Tests of a decider that read as sentences, in any test runner:
 *
 * ```ts
 * const { given } = specification(basketDecider);
 * given(opened, breadAdded).when({ type: 'CheckOut', orderId }).then(checkedOut);
 * given(opened).when({ type: 'CheckOut', orderId }).thenRefused('basket.empty');
 * ```
 */
export function specification<Command, Event, State>(decider: Decider<Command, Event, State>) {
  return {
    given(...events: readonly Event[]): When<Command, Event, State> {
      const state = fold(decider, events);
      return {
        state,
        ignoring: (event) => decider.ignored(state, event),
        when(command) {
          const decision = decider.decide(command, state);
          return {
            then(...expected) {
              const actual = 'events' in decision ? decision.events : decision;
              if (canonical(actual) !== canonical(expected))
                throw new SpecificationFailed(difference(expected, actual));
            },
            thenRefused(code) {
              const actual = 'refusal' in decision ? decision.refusal.code : decision.events;
              if (actual !== code) throw new SpecificationFailed(difference(code, actual));
              if ('refusal' in decision && !decision.refusal.reason)
                throw new SpecificationFailed(`The refusal ${code} does not say why.`);
            },
          };
        },
      };
    },
  };
}

function difference(expected: unknown, actual: unknown): string {
  return `Expected ${canonical(expected, 2)}\nbut it came to ${canonical(actual, 2)}`;
}

/** JSON with sorted keys: the order in which an object was written doesn't matter. */
function canonical(value: unknown, indent?: number): string {
  const sorted = (_: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted, indent);
}
