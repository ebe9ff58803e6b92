import type { Trend } from '@shop/api';

/** How far back is looked, in milliseconds. */
const WINDOW = 30_000;
/** Before so long nothing is said, in milliseconds. */
const AT_LEAST = 8_000;
/** What counts as a change: more than one record, and more than a twentieth. */
const LEAST_RECORDS = 1;
const LEAST_SHARE = 0.05;

interface Sample {
  readonly at: number;
  readonly lag: number;
}

/** Which way lags go: the average of the later half of the last 30 s, held against the earlier half. */
export class Trends {
  private readonly samples = new Map<string, Sample[]>();

  /**
   * One more sample of a lag.
   * @param of whose it is
   * @param at in milliseconds, on a clock that never goes back
   * @returns the trend; null while too little is known. What is unknown begins anew
   */
  next(of: string, at: number, lag: number | null): Trend | null {
    if (lag === null) {
      this.samples.delete(of);
      return null;
    }
    const samples = [...(this.samples.get(of) ?? []).filter((sample) => at - sample.at <= WINDOW), { at, lag }];
    this.samples.set(of, samples);
    const since = samples[0].at;
    if (at - since < AT_LEAST) return null;
    const middle = since + (at - since) / 2;
    return direction(
      average(samples.filter((sample) => sample.at < middle)),
      average(samples.filter((sample) => sample.at >= middle)),
    );
  }
}

function direction(before: number, after: number): Trend {
  if (Math.abs(after - before) <= Math.max(LEAST_RECORDS, before * LEAST_SHARE)) return 'steady';
  return after > before ? 'rising' : 'falling';
}

function average(samples: readonly Sample[]): number {
  return samples.reduce((sum, { lag }) => sum + lag, 0) / samples.length;
}
