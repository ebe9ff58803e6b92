/** The most keys that are looked up at once. */
const MOST = 200;

interface Asker<Value> {
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Look-ups by key that share queries, as appends share requests: what is asked while a query is under way goes into the
 * next one. An idle line asks at once, and a busy one asks for many. An answer is never older than its question.
 */
export class Gathering<Value> {
  private readonly waiting = new Map<string, Asker<Value>[]>();
  private busy = false;

  /** @param ask the values of some keys; a key without one is left out */
  constructor(private readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {}

  /**
   * The value of a key, if it has one.
   * @throws what `ask` throws; then also for those that wait, because they would only hear the same later
   */
  find(key: string): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const askers = this.waiting.get(key);
      if (askers) askers.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
      if (this.busy) return;
      this.busy = true;
      // What is asked in the same turn of the event loop goes together.
      queueMicrotask(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const asked = this.take(MOST);
      try {
        const found = await this.ask([...asked.keys()]);
        for (const [key, askers] of asked) for (const { resolve } of askers) resolve(found.get(key));
      } catch (error) {
        for (const askers of [...asked.values(), ...this.take(Infinity).values()])
          for (const { reject } of askers) reject(error);
      }
    }
    this.busy = false;
  }

  private take(most: number): Map<string, Asker<Value>[]> {
    const taken = new Map<string, Asker<Value>[]>();
    for (const [key, askers] of this.waiting) {
      if (taken.size >= most) break;
      taken.set(key, askers);
      this.waiting.delete(key);
    }
    return taken;
  }
}
