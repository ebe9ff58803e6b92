/** Numbers of stars that a review can give. */
export const stars = [1, 2, 3, 4, 5] as const;
/** How many reviews gave how many stars: five counts, of one star first. */
export type StarCounts = readonly [number, number, number, number, number];

/** Ratings of a product that has no review. */
export const noRatings: StarCounts = [0, 0, 0, 0, 0];

/** How many reviews there are. */
export function countOf(counts: StarCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The mean number of stars, to two decimals; null while there are no reviews: unknown is not 0. */
export function averageOf(counts: StarCounts): number | null {
  const count = countOf(counts);
  const sum = counts.reduce((total, of, index) => total + of * stars[index], 0);
  return count === 0 ? null : Math.round((sum / count) * 100) / 100;
}

/**
 * Counts after a review came, which replaced another or none.
 * @param before the stars that the replaced review had given
 */
export function counted(counts: StarCounts, rating: number, before?: number): StarCounts {
  const next = counts.map((count, index) => count + Number(stars[index] === rating) - Number(stars[index] === before));
  return next as unknown as StarCounts;
}
