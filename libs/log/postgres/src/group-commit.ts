import { Retriable } from '@shop/log-core';

/** How many transactions are under way at a time: while the database works on some, the next are made. */
const AT_ONCE = 4;
/** How many records one transaction takes together, unless a single part has more. */
const ENOUGH = 4_000;

/** Something to commit: its records count. */
interface Part {
  readonly records: readonly unknown[];
}

interface Waiting<P> {
  readonly part: P;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits what comes at the same time in one transaction, because a transaction costs as much as many rows do. What is
 * offered while others are under way goes into the next one, so gathering costs no waiting.
 *
 * A part doesn't suffer from the company it is in: where a transaction for several fails, each is tried alone.
 */
export class GroupCommit<P extends Part> {
  private waiting: Waiting<P>[] = [];
  private underWay = 0;

  /** @param commit commits all of some parts, or nothing */
  constructor(private readonly commit: (parts: readonly P[]) => Promise<void>) {}

  /**
   * Commits a part, alone or with others.
   * @throws what `commit` throws for this part alone; or for its company, where that would only be repeated
   */
  offer(part: P): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ part, resolve, reject });
      // The partitions of one fetch are offered in the same turn of the event loop, but not in the same task.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    if (this.underWay >= AT_ONCE) return;
    this.underWay++;
    while (this.waiting.length > 0) await this.settle(this.take());
    this.underWay--;
  }

  private take(): Waiting<P>[] {
    let records = 0;
    const more = this.waiting.findIndex(({ part }, index) => (records += part.records.length) > ENOUGH && index > 0);
    return this.waiting.splice(0, more < 0 ? this.waiting.length : more);
  }

  private async settle(group: readonly Waiting<P>[]): Promise<void> {
    try {
      await this.commit(group.map(({ part }) => part));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length > 1 && !(error instanceof Retriable)) for (const each of group) await this.settle([each]);
      else for (const { reject } of group) reject(error);
    }
  }
}
