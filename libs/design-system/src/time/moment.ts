/** One difference that an event made: what, and how it was before and after; empty for nothing. */
export interface Change {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** One moment of a history: an event and what came of it. */
export interface Moment {
  /** The first event is number 0; ignored ones count. */
  readonly number: number;
  /** The event type: `ItemAdd`. */
  readonly type: string;
  /** RFC 3339. */
  readonly time: string;
  /** What the event says, in words. */
  readonly words: string;
  /** Why it changed nothing, if it didn't. */
  readonly ignored?: { readonly code: string; readonly reason: string };
  /** What it changed in the state. */
  readonly changes: readonly Change[];
}

/** Reads `?at=3` of an address; undefined for anything that isn't an event number. */
export function parseAt(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The moment that an address asks for: `at` clamped to what there is; the last one without. */
export function momentAt<M extends Moment>(moments: readonly M[], at: number | undefined): M | undefined {
  return at === undefined ? moments.at(-1) : moments[Math.min(Math.max(at, 0), moments.length - 1)];
}

/** Changes from the fields of a state before and after, told by name; what stayed as it was is left out. */
export function changesOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((what) => {
    const [was, is] = [before[what] ?? '', after[what] ?? ''];
    return was === is ? [] : [{ what, before: was, after: is }];
  });
}
