/** How many points are kept of a partition: ten minutes of one that grows all the time, more of one that rests. */
const KEPT = 600;

/** Where a partition ended at a time, in milliseconds since 1970. */
interface Point {
  readonly at: number;
  readonly end: number;
}

/**
 * Where partitions ended when: a bounded table that tells when a record was appended without asking anybody. Between two
 * points the end is taken to have moved evenly, as exporters of consumer lag do (kafka-lag-exporter).
 */
export class EndHistory {
  private readonly points = new Map<string, Point[]>();

  /** @param kept how many points are kept of a partition */
  constructor(private readonly kept = KEPT) {}

  /** One more look at the ends. @param ends by `keyOf` */
  note(at: number, ends: ReadonlyMap<string, number>): void {
    for (const [place, end] of ends) {
      const points = this.points.get(place) ?? [];
      const [last, before] = [points.at(-1), points.at(-2)];
      // A topic that was made anew has another history.
      if (last && end < last.end) points.length = 0;
      // While nothing comes only the first and the last time are of interest.
      if (last?.end === end && before?.end === end) points.pop();
      points.push({ at, end });
      if (points.length > this.kept) points.shift();
      this.points.set(place, points);
    }
  }

  /** About when the record at an offset was appended; undefined for one before the table, or at the end. */
  appendedAt(place: string, offset: number): number | undefined {
    const points = this.points.get(place) ?? [];
    const index = points.findIndex(({ end }) => end > offset);
    if (index < 1) return undefined;
    const [before, after] = [points[index - 1], points[index]];
    const share = (offset + 1 - before.end) / (after.end - before.end);
    return before.at + share * (after.at - before.at);
  }
}
