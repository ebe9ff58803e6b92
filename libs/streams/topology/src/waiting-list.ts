import { Store } from './store.js';
import type { Flowing } from './topology.js';

/** A record that waits, and the key that it has in the waiting topic. */
export interface Waiting {
  readonly entryKey: string;
  readonly record: Flowing;
}

/** Records that wait, by the key they wait for, oldest first; with the keys of the waiting topic as an index. */
export class WaitingList {
  private readonly byKey = new Store<readonly Waiting[]>();
  private readonly keyOfEntry = new Store<string>();

  /** How many keys are waited for. */
  get size(): number {
    return this.byKey.size;
  }

  /** The keys that are waited for. */
  keys(): string[] {
    return [...this.byKey.entries()].map(([key]) => key);
  }

  /** Whether the waiting topic has an entry under this key. */
  has(entryKey: string): boolean {
    return this.keyOfEntry.get(entryKey) !== undefined;
  }

  /** Lets a record wait behind those of the same key. */
  add(entryKey: string, record: Flowing): void {
    this.remove(entryKey);
    this.byKey.set(record.key, [...(this.byKey.get(record.key) ?? []), { entryKey, record }]);
    this.keyOfEntry.set(entryKey, record.key);
  }

  /** Takes one entry out; an unknown one changes nothing. */
  remove(entryKey: string): void {
    const key = this.keyOfEntry.get(entryKey);
    if (key === undefined) return;
    const left = (this.byKey.get(key) ?? []).filter((waiting) => waiting.entryKey !== entryKey);
    this.byKey.set(key, left.length > 0 ? left : undefined);
    this.keyOfEntry.set(entryKey, undefined);
  }

  /** Takes all out that wait for a key, oldest first. */
  take(key: string): readonly Waiting[] {
    const taken = this.byKey.get(key) ?? [];
    if (taken.length > 0) this.byKey.set(key, undefined);
    for (const { entryKey } of taken) this.keyOfEntry.set(entryKey, undefined);
    return taken;
  }

  commit(): void {
    this.byKey.commit();
    this.keyOfEntry.commit();
  }

  rollback(): void {
    this.byKey.rollback();
    this.keyOfEntry.rollback();
  }
}
