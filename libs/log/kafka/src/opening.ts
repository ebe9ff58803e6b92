import { setTimeout } from 'node:timers/promises';
import { PositionLost, Retriable, keyOf, type BatchSink, type TopicPartition } from '@shop/log-core';
import type { LogAdmin } from './admin.js';
import { backoffMs } from './reader-options.js';

/** A position that can't be gone on from. */
export class PositionRefused extends Error {
  override name = 'PositionRefused';
}

/** Where a partition is read on from, and where its log ends now. */
export interface Opened {
  readonly place: TopicPartition;
  readonly next: number;
  readonly end: number;
}

/**
 * Asks a sink for its positions and holds them against the log, as often as it takes.
 * @param onTrouble called before each further attempt
 * @returns undefined when `signal` was aborted meanwhile
 * @throws PositionRefused when a position lies beyond the end of its partition; whatever else the sink throws
 */
export async function openPositions(
  sink: BatchSink,
  admin: LogAdmin,
  places: readonly TopicPartition[],
  signal: AbortSignal,
  onTrouble: (error: Error) => void,
): Promise<Opened[] | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const positions = await sink.open(places);
      const bounds = await admin.bounds(places);
      return places.map((place) => {
        const { begin, end } = bounds.get(keyOf(place)) ?? { begin: 0, end: 0 };
        const position = positions.get(keyOf(place)) ?? begin;
        if (position > end)
          throw new PositionRefused(
            `The position ${position} of ${keyOf(place)} lies beyond the end of the log (${end}): this is another log, or ` +
              'it was cut. Empty what the reader has stored, position included, and it is made again from the log.',
          );
        return { place, next: Math.max(position, begin), end };
      });
    } catch (error) {
      if (!(error instanceof Retriable || error instanceof PositionLost)) throw error;
      onTrouble(error);
      await setTimeout(backoffMs(attempt), undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
