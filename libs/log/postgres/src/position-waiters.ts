interface Waiter {
  readonly offset: number;
  done(applied: boolean): void;
}

/** Who waits for a partition to pass an offset. Costs no query while notifications arrive. */
export class PositionWaiters {
  private readonly next = new Map<string, number>();
  private readonly waiting = new Map<string, Set<Waiter>>();

  /** @param read where the checkpoints stand, for the last look before giving up */
  constructor(private readonly read: () => Promise<ReadonlyMap<string, number>>) {}

  /** Whether `offset` of the partition `key` is passed within `timeout` milliseconds. */
  async wait(key: string, offset: number, timeout: number): Promise<boolean> {
    if ((this.next.get(key) ?? 0) > offset) return true;
    const told = await new Promise<boolean>((resolve) => {
      const waiters = this.waiting.get(key) ?? new Set();
      this.waiting.set(key, waiters);
      const timer = setTimeout(() => waiter.done(false), timeout);
      const waiter: Waiter = {
        offset,
        done(applied) {
          clearTimeout(timer);
          waiters.delete(waiter);
          resolve(applied);
        },
      };
      waiters.add(waiter);
    });
    if (told) return true;
    // The notification may have been lost with its connection.
    const checkpoints = await this.read().catch(() => new Map<string, number>());
    return (checkpoints.get(key) ?? 0) > offset;
  }

  /**
   * A partition stands at a position: everything before `next` is applied. Lower than before means that the read model
   * was emptied and is being built again.
   */
  reached(key: string, next: number): void {
    this.next.set(key, next);
    for (const waiter of this.waiting.get(key) ?? []) if (waiter.offset < next) waiter.done(true);
  }

  /** The generation changed or its tables went: nothing is known any more. */
  forget(): void {
    this.next.clear();
  }
}
