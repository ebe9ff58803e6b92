import { setTimeout } from 'node:timers/promises';
import {
  HandlerFailed,
  MoveRefused,
  PositionLost,
  Retriable,
  keyOf,
  type BatchSink,
  type MoveContext,
  type PositionMove,
  type Skipping,
  type TopicPartition,
} from '@shop/log-core';
import type { Bounds, LogAdmin } from './admin.js';
import type { Move, PendingMoves } from './pending-moves.js';
import { backoffMs } from './reader-options.js';
import { TIMES_ALONE } from './suspicion.js';

/** A position that can't be gone on from. */
export class PositionRefused extends Error {
  override name = 'PositionRefused';
}

/** Where a partition is read on from, and where its log begins and ends now. */
interface Standing extends Bounds {
  readonly place: TopicPartition;
  readonly next: number;
}

/** A partition that can be read on, and whether its position was moved on this occasion. */
export interface Opened extends Standing {
  readonly moved: boolean;
}

/** What opening needs. */
export interface OpenPositions {
  readonly sink: BatchSink;
  readonly admin: LogAdmin;
  readonly places: readonly TopicPartition[];
  /** What is to be moved on this occasion. */
  readonly moves: PendingMoves;
  readonly commit: MoveContext['commit'];
  readonly skipping?: Skipping;
  readonly signal: AbortSignal;
  /** Called before each further attempt. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Asks a sink for its positions, moves those that are to be moved, and holds them against the log, as often as it takes.
 * @returns undefined when `signal` was aborted meanwhile
 * @throws PositionRefused when a position lies beyond the end of its partition; why a record may not be put away whose
 * state can't be restored; whatever else the sink throws
 */
export async function openPositions(options: OpenPositions): Promise<Opened[] | undefined> {
  const { signal, onTrouble } = options;
  const begun = new Map<Move, PositionMove[]>();
  const suspects = new Map<string, number>();
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const opened = await open(options);
      if (!(await moveOn(options, opened, begun))) {
        const moved = new Set(Array.from(begun.values()).flat().map(keyOf));
        return opened.map((each) => ({ ...each, moved: moved.has(keyOf(each.place)) }));
      }
      // The sink is asked again at once, and then only now and then: a group that is forming commits nothing.
      if (attempt === 0) continue;
    } catch (caught) {
      const error = await accuse(options, suspects, caught as Error);
      if (!(error instanceof Retriable || error instanceof PositionLost || error instanceof HandlerFailed)) throw error;
      onTrouble(error);
    }
    await setTimeout(backoffMs(attempt), undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/**
 * Has a record left out of which a state can't be restored, when that fails again and again.
 * @returns what to make of it: a failure of the handler is tried again
 */
async function accuse({ skipping }: OpenPositions, suspects: Map<string, number>, error: Error): Promise<Error> {
  if (!(error instanceof HandlerFailed)) return error;
  if (!error.at || !skipping) return new Error(error.message, { cause: error });
  const place = `${keyOf(error.at)}/${error.at.offset}`;
  const times = (suspects.get(place) ?? 0) + 1;
  suspects.set(place, times);
  if (times < TIMES_ALONE) return error;
  return skipping.putAway(error.at, error).then(
    () => error,
    (refusal: Error) => refusal,
  );
}

async function open({ sink, admin, places, skipping }: OpenPositions): Promise<Standing[]> {
  const positions = await sink.open(places, skipping);
  const bounds = await admin.bounds(places);
  return places.map((place) => {
    const { begin, end } = bounds.get(keyOf(place)) ?? { begin: 0, end: 0 };
    const position = positions.get(keyOf(place)) ?? begin;
    if (position > end)
      throw new PositionRefused(
        `The position ${position} of ${keyOf(place)} lies beyond the end of the log (${end}): this is another log, or ` +
          'it was cut. Empty what the reader has stored, position included, and it is made again from the log.',
      );
    return { place, begin, next: Math.max(position, begin), end };
  });
}

/**
 * Moves what is to be moved and tells of what is done: a move is when the sink, asked again, stands where it was to.
 * @param begun the moves that were tried, with the positions before
 * @returns whether the partitions have to be opened again
 */
async function moveOn(
  { moves, sink, commit }: OpenPositions,
  opened: readonly Standing[],
  begun: Map<Move, PositionMove[]>,
): Promise<boolean> {
  const byPlace = new Map(opened.map((each) => [keyOf(each.place), each]));
  let again = false;
  for (const [move, places] of moves.of(opened.map(({ place }) => place))) {
    const there = places.map((place) => toward(move, byPlace.get(place) as Standing));
    const before = begun.get(move) ?? there;
    begun.set(move, before);
    if (there.every(({ from, to }) => from === to)) {
      moves.remove(move.id, places);
      move.onMoved(before);
      continue;
    }
    try {
      refuseUnmovable(sink, there, byPlace);
      const moving = there.filter(({ from, to }) => from !== to);
      await sink.move?.(moving, { skip: move.skip, commit });
      again = true;
    } catch (error) {
      if (!(error instanceof MoveRefused)) throw error;
      moves.remove(move.id);
      move.onRefused(error.refusal);
    }
  }
  return again;
}

/** Records that have expired since it was asked can't be gone back to: it begins where the log does. */
function toward(move: Move, { place, begin, next }: Standing): PositionMove {
  return { ...place, from: next, to: Math.max(move.to.get(keyOf(place)) as number, begin) };
}

function refuseUnmovable(sink: BatchSink, moves: readonly PositionMove[], opened: ReadonlyMap<string, Standing>): void {
  if (!sink.move)
    throw new MoveRefused({ code: 'reader.unmovable', reason: 'The reader keeps its position to itself.' });
  const beyond = moves.find(({ to, ...place }) => to > (opened.get(keyOf(place)) as Standing).end);
  if (!beyond) return;
  const { end } = opened.get(keyOf(beyond)) as Standing;
  const reason = `The offset ${beyond.to} lies beyond the end of ${keyOf(beyond)}, which is ${end}.`;
  throw new MoveRefused({ code: 'reader.outOfRange', reason });
}
