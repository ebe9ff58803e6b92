/**
 * Does something soon after it was asked for, but not more often than every so many milliseconds, and never twice at
 * once: asked for again meanwhile, it is done once more afterwards.
 */
export class Coalesced {
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private asked = false;
  private ended = false;

  /**
   * @param interval at least so many milliseconds lie between two runs
   * @param work what to do; when it fails, the next asking tries again
   */
  constructor(
    private readonly interval: number,
    private readonly work: () => Promise<void>,
  ) {}

  /** Asks for a run. */
  ask(): void {
    this.asked = true;
    if (!this.timer && !this.running && !this.ended) void this.run();
  }

  /** Ends it: nothing is run any more. */
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.asked = false;
    this.running = true;
    try {
      await this.work();
    } catch {
      // The read model was away: what changes next asks again, and so does each console that connects.
    }
    this.running = false;
    if (this.ended) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.asked) void this.run();
    }, this.interval);
  }
}
