import {
  EFFECT_REMEDY,
  keyOf,
  READ_MODEL_REMEDY,
  refuseSkipping,
  type PositionMove,
  type Refusal,
} from '@shop/log-core';
import type { Bounds } from '@shop/log-kafka';
import { reviewPipeline } from '@shop/review-pipeline-topology';
import { refuseMoves } from '@shop/streams-topology';
import { readers, type ReaderKind } from '@shop/topics';

/** What there is to know before a reader is asked to move. */
export interface MoveFacts {
  readonly reader: string;
  readonly moves: readonly PositionMove[];
  /** Where partitions begin and end, by `keyOf`. */
  readonly bounds: ReadonlyMap<string, Bounds>;
  readonly paused: boolean;
  /** Whether records may be left out. */
  readonly skip: boolean;
}

/** What kind of reader the map has under a name; undefined for a reader that it doesn't have. */
export function kindOf(reader: string): ReaderKind | undefined {
  return (readers as Readonly<Record<string, ReaderKind>>)[reader];
}

/** The topics whose positions can be moved: of a task only its source, the others are its state. */
export function movableTopics(reader: string, topics: readonly string[]): readonly string[] {
  const topology = reviewPipeline.find((each) => each.reader === reader);
  return topology ? [topology.source.name] : topics;
}

/** Why a move would be unsafe, by the rules that the reader itself applies again when it obeys; undefined if it is safe. */
export function refuseMove({ reader, moves, bounds, paused, skip }: MoveFacts): Refusal | undefined {
  const kind = kindOf(reader);
  if (kind === undefined || kind === 'fold')
    return {
      code: 'reader.unmovable',
      reason: 'It keeps its state and position in memory only, and begins anew at each start.',
    };
  return (
    refuseOutOfRange(moves, bounds) ??
    refuseByKind(kind, { reader, moves, skip }) ??
    (paused ? undefined : { code: 'reader.running', reason: 'The reader is running: pause it first.' })
  );
}

function refuseByKind(
  kind: Exclude<ReaderKind, 'fold'>,
  { reader, moves, skip }: Pick<MoveFacts, 'reader' | 'moves' | 'skip'>,
): Refusal | undefined {
  const topology = reviewPipeline.find((each) => each.reader === reader);
  switch (kind) {
    case 'projection':
      return refuseSkipping(moves, READ_MODEL_REMEDY);
    case 'effect':
      return skip ? undefined : refuseSkipping(moves, EFFECT_REMEDY);
    case 'task':
      return topology && refuseMoves(topology, moves);
  }
}

function refuseOutOfRange(moves: readonly PositionMove[], bounds: MoveFacts['bounds']): Refusal | undefined {
  for (const move of moves) {
    const { begin, end } = bounds.get(keyOf(move)) ?? { begin: 0, end: 0 };
    if (move.to >= begin && move.to <= end) continue;
    const reason = `${keyOf(move)} holds the offsets from ${begin}, and ends at ${end}: ${move.to} is outside of that.`;
    return { code: 'reader.outOfRange', reason };
  }
  return undefined;
}
