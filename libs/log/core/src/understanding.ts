import type { Content } from '@shop/topics';

/** How many of the last records are looked at. */
const WINDOW = 20;
/** So many that were not understood within `MINUTE` are too many, whatever else was understood. */
const PER_MINUTE = 10;
const MINUTE = 60_000;
/** A row that was not understood is told for so long at least, in milliseconds: somebody has to be able to see it. */
const HOLD = 10_000;
/** Where nothing was put away for so long, it is over, in milliseconds: a slow source may have no more records to show it. */
const QUIET = 600_000;

/** Records of one source that one reader doesn't understand. */
export interface Misunderstanding {
  /** How many since it began. */
  readonly count: number;
  /** When it began, and when the last one was put away, in milliseconds since 1970. */
  readonly since: number;
  readonly last: number;
}

/** Records that came together, and what became of them. */
interface Chunk {
  readonly good: number;
  readonly bad: number;
}

/**
 * Whether a reader still understands one of its topics: a window over its last records.
 *
 * - Of events, some may be bad at any time: anybody may write a bad review. It is trouble when more than half of the last
 *   20 were, or more than 10 within a minute.
 * - Of rows (change data capture), any one of the last 20 is: what the reader keeps is then no longer what the table says,
 *   and rows are only written by us. It is told for 10 seconds at least.
 *
 * It is over when records are understood again, so that this isn't true any more, or when nothing was put away for 10
 * minutes. Where more than 20 records came together, all of them are looked at, because their order isn't known.
 */
export class Understanding {
  private chunks: Chunk[] = [];
  /** When records were put away within the last minute: at most one entry more than is too many. */
  private recent: number[] = [];
  private spell: Misunderstanding | undefined;

  constructor(private readonly kind: Content['kind']) {}

  /**
   * Records were taken.
   * @param good how many were understood
   * @param bad how many were put away
   * @param at when, in milliseconds since 1970
   */
  note(good: number, bad: number, at: number): void {
    // Nearly all batches of nearly all readers: nothing was ever bad.
    if (bad === 0 && !this.spell) return;
    if (bad > 0) {
      const before = this.trouble(at) ?? (this.spell && at - this.spell.last <= MINUTE ? this.spell : undefined);
      this.spell = { count: (before?.count ?? 0) + bad, since: before?.since ?? at, last: at };
      const times = Array.from({ length: Math.min(bad, PER_MINUTE + 1) }, () => at);
      this.recent = [...this.recent, ...times].slice(-PER_MINUTE - 1);
    }
    this.chunks.push({ good, bad });
    while (sizeOf(this.chunks) - sizeOf(this.chunks.slice(0, 1)) >= WINDOW) this.chunks.shift();
    if (this.chunks.every((chunk) => chunk.bad === 0) && this.spell && at - this.spell.last > MINUTE)
      this.spell = undefined;
  }

  /** What is not understood now; undefined while all is well. @param now in milliseconds since 1970 */
  trouble(now: number): Misunderstanding | undefined {
    const { spell } = this;
    if (!spell || now - spell.last > QUIET) return undefined;
    const bad = this.chunks.reduce((sum, chunk) => sum + chunk.bad, 0);
    const held = now - spell.last <= HOLD;
    const tooMany = this.kind === 'rows' ? bad > 0 || held : bad > Math.max(WINDOW, sizeOf(this.chunks)) / 2;
    const tooOften = this.recent.filter((at) => now - at <= MINUTE).length > PER_MINUTE;
    return tooMany || tooOften ? spell : undefined;
  }
}

function sizeOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { good, bad }) => sum + good + bad, 0);
}
