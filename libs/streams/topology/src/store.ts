/**
 * State of a task: keys and values in memory, with changes kept apart until the transaction that they belong to has
 * committed. A topic holds the same state for ever; this is a copy of it.
 */
export class Store<Value> {
  private readonly committed = new Map<string, Value>();
  private readonly changed = new Map<string, Value | undefined>();

  /** The value of a key, changes included. */
  get(key: string): Value | undefined {
    return this.changed.has(key) ? this.changed.get(key) : this.committed.get(key);
  }

  /** Sets the value of a key, or takes the key away. */
  set(key: string, value: Value | undefined): void {
    this.changed.set(key, value);
  }

  /** Makes the changes permanent. */
  commit(): void {
    for (const [key, value] of this.changed)
      if (value === undefined) this.committed.delete(key);
      else this.committed.set(key, value);
    this.changed.clear();
  }

  /** Forgets the changes. */
  rollback(): void {
    this.changed.clear();
  }

  /** All keys and values, changes included. */
  *entries(): IterableIterator<[string, Value]> {
    for (const key of new Set([...this.committed.keys(), ...this.changed.keys()])) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  /** How many keys the last commit left. */
  get size(): number {
    return this.committed.size;
  }
}
