import type { Reviews } from '@shop/api';

/** One bar of a distribution of ratings. */
export interface RatingBar {
  readonly stars: number;
  readonly count: number;
  /** Of all reviews, in whole percent. */
  readonly percent: number;
}

/** The distribution as bars, five stars first. */
export function barsOf(distribution: Reviews['distribution']): RatingBar[] {
  const counts = ([5, 4, 3, 2, 1] as const).map((stars) => ({ stars, count: distribution[stars] }));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return counts.map((bar) => ({ ...bar, percent: all === 0 ? 0 : Math.round((bar.count / all) * 100) }));
}
