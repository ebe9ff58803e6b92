import type { Flowing } from './topology.js';

/** A record that waits, and the key that it has in the waiting topic. */
export interface Waiting {
  readonly entryKey: string;
  readonly record: Flowing;
}

/** Records that wait, by the key they wait for, oldest first; with the keys of the waiting topic as an index. */
export class WaitingList {
  private readonly byKey = new Map<string, Waiting[]>();
  private readonly keyOfEntry = new Map<string, string>();

  /** The keys that are waited for. */
  keys(): string[] {
    return [...this.byKey.keys()];
  }

  /** Whether the waiting topic has an entry under this key. */
  has(entryKey: string): boolean {
    return this.keyOfEntry.has(entryKey);
  }

  /** Lets a record wait behind those of the same key. */
  add(entryKey: string, record: Flowing): void {
    this.remove(entryKey);
    const waiting = this.byKey.get(record.key);
    if (waiting) waiting.push({ entryKey, record });
    else this.byKey.set(record.key, [{ entryKey, record }]);
    this.keyOfEntry.set(entryKey, record.key);
  }

  /** Takes one entry out; an unknown one changes nothing. */
  remove(entryKey: string): void {
    const key = this.keyOfEntry.get(entryKey);
    if (key === undefined) return;
    const left = (this.byKey.get(key) ?? []).filter((waiting) => waiting.entryKey !== entryKey);
    if (left.length > 0) this.byKey.set(key, left);
    else this.byKey.delete(key);
    this.keyOfEntry.delete(entryKey);
  }

  /** Takes all out that wait for a key, oldest first. */
  take(key: string): readonly Waiting[] {
    const taken = this.byKey.get(key) ?? [];
    this.byKey.delete(key);
    for (const { entryKey } of taken) this.keyOfEntry.delete(entryKey);
    return taken;
  }
}
