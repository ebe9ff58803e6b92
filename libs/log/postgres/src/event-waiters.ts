interface Waiter {
  done(applied: boolean): void;
}

/** So many may wait at a time: each holds a request, and its id stands in every query. */
const MOST_WAITING = 1_000;

/** Who waits for an event id to be applied. All of them together cost one query per commit, and none overlaps. */
export class EventWaiters {
  private readonly waiting = new Map<string, Set<Waiter>>();
  private count = 0;
  private checking?: Promise<void>;
  private again = false;

  /** @param applied which of the given ids are applied */
  constructor(private readonly applied: (ids: readonly string[]) => Promise<readonly string[]>) {}

  /**
   * Whether the event is applied within `timeout` milliseconds. When 1,000 are waiting already, nobody else waits: the
   * answer is what is applied now.
   */
  async wait(id: string, timeout: number): Promise<boolean> {
    if (this.count >= MOST_WAITING) return this.isApplied(id);
    this.count++;
    const told = new Promise<boolean>((resolve) => {
      const waiters = this.waiting.get(id) ?? new Set();
      this.waiting.set(id, waiters);
      const timer = setTimeout(() => waiter.done(false), timeout);
      const waiter: Waiter = {
        done: (result) => {
          clearTimeout(timer);
          if (waiters.delete(waiter)) this.count--;
          if (!waiters.size) this.waiting.delete(id);
          resolve(result);
        },
      };
      waiters.add(waiter);
    });
    this.check();
    if (await told) return true;
    // The notification may have been lost with its connection.
    return this.isApplied(id);
  }

  private async isApplied(id: string): Promise<boolean> {
    return (await this.applied([id]).catch(() => [])).length > 0;
  }

  /** Something was applied: looks for the ids that are waited for. */
  check(): void {
    if (this.checking) {
      this.again = true;
      return;
    }
    if (!this.waiting.size) return;
    this.checking = this.look().finally(() => {
      this.checking = undefined;
      if (!this.again) return;
      this.again = false;
      this.check();
    });
  }

  private async look(): Promise<void> {
    const found = await this.applied([...this.waiting.keys()]).catch(() => []);
    for (const id of found) for (const waiter of this.waiting.get(id) ?? []) waiter.done(true);
  }
}
