/** How far back the rate looks, in milliseconds. */
const WINDOW = 5_000;

/** How far a rebuild has come, how fast, and how long it will take. Null is unknown. */
export interface Progress {
  readonly done: number | null;
  readonly total: number | null;
  /** Records a second over the last seconds. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Nothing has been measured yet. */
export const noProgress: Progress = { done: null, total: null, rate: null, secondsLeft: null };

/** Where one partition of a rebuild stands. `position` is absent while nothing of it was committed. */
export interface PartitionProgress {
  readonly begin: number;
  readonly end: number;
  readonly position?: number;
  /** Records from the position to the end. */
  readonly left: number;
}

/** Adds partitions up. While none has committed anything it isn't known whether anything is done. */
export function addUp(partitions: readonly PartitionProgress[]): Pick<Progress, 'done' | 'total'> {
  const total = partitions.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const left = partitions.reduce((sum, partition) => sum + partition.left, 0);
  const known = total === 0 || partitions.some(({ position }) => position !== undefined);
  return { done: known ? Math.max(0, total - left) : null, total };
}

/** Measures the rate of what it is told now and then. */
export class RateWindow {
  private samples: { readonly at: number; readonly done: number }[] = [];

  /**
   * One more measurement.
   * @param at milliseconds on a clock that never goes back
   */
  next(at: number, { done, total }: Pick<Progress, 'done' | 'total'>): Progress {
    if (done === null || total === null) return { ...noProgress, total };
    // What is done never gets less, unless the rebuild began again: then the rate begins again, too.
    if (done < (this.samples.at(-1)?.done ?? 0)) this.samples = [];
    this.samples = [...this.samples.filter((sample) => at - sample.at <= WINDOW), { at, done }];
    const [first] = this.samples;
    const rate = first && at > first.at ? ((done - first.done) / (at - first.at)) * 1_000 : null;
    return { done, total, rate: rate === null ? null : Math.round(rate), secondsLeft: timeLeft(total - done, rate) };
  }
}

/** In whole seconds, rounded up; null while it stands still. */
function timeLeft(left: number, rate: number | null): number | null {
  if (left <= 0) return 0;
  return rate ? Math.ceil(left / rate) : null;
}
