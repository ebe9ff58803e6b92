import { keyOf, type PositionMove, type Refusal, type TopicPartition } from '@shop/log-core';

/** Asks a reader to read on from other offsets. */
export interface Move {
  /** The event that asked for it. */
  readonly id: string;
  /** The offsets to read on from, by `keyOf`. */
  readonly to: ReadonlyMap<string, number>;
  /** Whether whoever asked wants records to be left out. */
  readonly skip: boolean;
  /** Called when partitions of it were moved. Those that were assigned later come later. */
  readonly onMoved: (moves: readonly PositionMove[]) => void;
  /** Called once when it would have been unsafe. Nothing was moved then, and nothing will be. */
  readonly onRefused: (refusal: Refusal) => void;
}

/** What a reader was asked to move and hasn't yet: at most one move a partition, the last one asked for. */
export class PendingMoves {
  readonly #byPlace = new Map<string, Move>();

  /** Adds a move; it takes the place of those asked for before. */
  add(move: Move): void {
    for (const place of move.to.keys()) this.#byPlace.set(place, move);
  }

  /** Takes away what was done or given up. @param places by `keyOf`; default: all of the move */
  remove(id: string, places: Iterable<string> = [...this.#byPlace.keys()]): void {
    for (const place of places) if (this.#byPlace.get(place)?.id === id) this.#byPlace.delete(place);
  }

  /** All of them, each with the partitions that are left of it. */
  all(): Move[] {
    return Array.from(this.#group([...this.#byPlace.keys()]), ([move, places]) => ({
      ...move,
      to: new Map(places.map((place) => [place, move.to.get(place) as number])),
    }));
  }

  /** Whether a partition is to be moved. */
  has(place: string): boolean {
    return this.#byPlace.has(place);
  }

  /** The moves that concern some of the partitions, each with the partitions (`keyOf`) that it concerns. */
  of(places: readonly TopicPartition[]): ReadonlyMap<Move, readonly string[]> {
    return this.#group(places.map(keyOf));
  }

  #group(places: readonly string[]): Map<Move, string[]> {
    const groups = new Map<Move, string[]>();
    for (const place of places) {
      const move = this.#byPlace.get(place);
      if (move) groups.set(move, [...(groups.get(move) ?? []), place]);
    }
    return groups;
  }
}
