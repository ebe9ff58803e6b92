import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** The first sweep comes soon after the start, in milliseconds: a process that ended before may have missed one. */
const SOON = 60_000;
/** So often at most, in milliseconds, however short a day is in a test. */
const SHORTEST = 1_000;

/**
 * Work that is done again and again for as long as the process runs: looking for what is due. It must be safe to repeat,
 * and safe in several processes at once; what fails is tried again the next time.
 */
export abstract class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private readonly everyMs: number;

  /** @param everyMs how long after a sweep the next one begins, in milliseconds; a second at least */
  constructor(everyMs: number) {
    this.everyMs = Math.max(everyMs, SHORTEST);
  }

  /** Looks for what is due, once, and does it. */
  abstract sweep(): Promise<unknown>;

  onApplicationBootstrap(): void {
    this.next(Math.min(this.everyMs, SOON));
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private next(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.sweep()
        .then(
          () => undefined,
          (error: unknown) => new Logger(this.constructor.name).warn(`It will be tried again: ${String(error)}`),
        )
        .finally(() => this.next(this.everyMs));
    }, ms);
    this.timer.unref();
  }
}
