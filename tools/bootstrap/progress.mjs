/** Nothing said for this long, in milliseconds: what is being waited for is said. */
const SILENCE = 4_000;

/**
 * Says what a start is doing: a line when a step is done, and while steps take long, at least every five seconds,
 * which ones and since when.
 */
export class Progress {
  /** @param {number} [since] when the start began, as `Date.now()` has it */
  constructor(since = Date.now()) {
    this.since = since;
    /** @type {Map<string, {began: number, doing: string}>} */
    this.steps = new Map();
    this.saidAt = Date.now();
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /**
   * Prints a line with the time since the start began.
   * @param {string} line
   */
  say(line) {
    this.saidAt = Date.now();
    const elapsed = ((this.saidAt - this.since) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`[${elapsed} s] ${line}\n`);
  }

  /**
   * Does a step, and says when it is done.
   * @template T
   * @param {string} name what is being done: `Installing packages`
   * @param {(doing: (detail: string) => void) => Promise<T>} work may tell what it is doing at the moment
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const step = { began: Date.now(), doing: '' };
    this.steps.set(name, step);
    this.timer ??= setInterval(() => this.remind(), 500);
    try {
      const result = await work((detail) => (step.doing = detail));
      this.say(`${name}: done in ${((Date.now() - step.began) / 1000).toFixed(1)} s`);
      return result;
    } finally {
      this.steps.delete(name);
      if (this.steps.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    }
  }

  remind() {
    if (Date.now() - this.saidAt < SILENCE) return;
    const width = Math.max(40, (process.stdout.columns ?? 120) - 40);
    for (const [name, { began, doing }] of this.steps) {
      const seconds = Math.round((Date.now() - began) / 1000);
      this.say(`${name}: ${seconds} s${doing ? `, ${doing.trim().slice(0, width)}` : ''} ...`);
    }
  }
}
