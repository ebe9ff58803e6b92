/** Times that were measured, in milliseconds; they are printed, never asserted. */
export class Times {
  private readonly all: number[] = [];

  /** Adds one. */
  add(milliseconds: number): void {
    this.all.push(milliseconds);
  }

  /** `p50 12 ms, max 40 ms`. */
  toString(): string {
    if (this.all.length === 0) return 'none';
    const sorted = [...this.all].sort((a, b) => a - b);
    const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
    return `p50 ${Math.round(middle)} ms, max ${Math.round(sorted.at(-1) ?? 0)} ms`;
  }
}

/** Counts things by name. */
export class Counts {
  private readonly counts = new Map<string, number>();

  /** Counts one more. */
  add(name: string, by = 1): void {
    this.counts.set(name, this.of(name) + by);
  }

  /** How many there were. */
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** `5 before, 3 after`, by name. */
  toString(): string {
    const sorted = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
  }
}

/** Prints what a case killed, how often, and what it counted. */
export function tell(line: string): void {
  console.log(`  FAULT ${line}`);
}

/** Numbers from 0 to 1 that are the same for the same seed. Source: mulberry32, Tommy Ettinger, public domain. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
