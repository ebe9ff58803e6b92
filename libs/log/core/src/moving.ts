import type { Refusal } from './decider.js';
import { keyOf } from './reader.js';
import type { TopicPartition } from './record.js';

/** A reader is to read a partition on from `to` instead of `from`: offsets of the next record. */
export interface PositionMove extends TopicPartition {
  readonly from: number;
  readonly to: number;
}

/** What the runner offers a sink that moves positions. */
export interface MoveContext {
  /** Whether whoever asked wants records to be left out. */
  readonly skip: boolean;
  /**
   * Commits offsets of the consumer group, as its member: for sinks whose position is there.
   * @throws Retriable while the group can't take them
   */
  commit(moves: readonly PositionMove[]): Promise<void>;
}

/** A move was refused, because it would have been unsafe; nothing was moved. */
export class MoveRefused extends Error {
  override name = 'MoveRefused';
  constructor(readonly refusal: Refusal) {
    super(refusal.reason);
  }
}

/** Why moves would leave out records, or undefined if none goes forward. */
export function refuseSkipping(moves: readonly PositionMove[], remedy: string): Refusal | undefined {
  const forward = moves.find(({ from, to }) => to > from);
  if (!forward) return undefined;
  const { from, to } = forward;
  return {
    code: 'reader.wouldSkip',
    reason: `The offsets ${from} to ${to - 1} of ${keyOf(forward)} would be left out. ${remedy}`,
  };
}

/** What to say about a read model that is to skip records: it would be wrong for ever. */
export const READ_MODEL_REMEDY =
  'A read model without them would be wrong: it can only go back. Resume it, or rebuild it.';
/** What to say about an effect that is to skip records. */
export const EFFECT_REMEDY = 'They would never have their effect: say that this is what you want with "skip": true.';
