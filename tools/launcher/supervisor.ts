import { existsSync, readFileSync } from 'node:fs';
import { pause, type RunningProcess } from './processes.ts';

/** A process that has to be there for as long as the shop is. */
export interface Supervised {
  readonly name: string;
  readonly port: number;
  /** Starts it and resolves when it can do its job. A process that it registered with `born` is watched from then on. */
  start(born: (process: RunningProcess) => void): Promise<unknown>;
  /** How long it may take to end when asked, in milliseconds. */
  readonly grace: number;
}

/** A line of `processes` in `run.json`. */
export interface ProcessFacts {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** Who has lived this long starts again without delay. */
const STEADY = 60_000;
/** So often may a process end during the very first start before the start is given up. */
const ATTEMPTS = 3;

/**
 * Keeps processes alive: one that ends is started again, at once the first time and then after ever longer pauses, and
 * it is said each time.
 */
export class Supervisor {
  private readonly say: (line: string) => void;
  private readonly changed: () => void;
  private readonly isHeld: (name: string) => boolean;
  private readonly current = new Map<string, { spec: Supervised; process: RunningProcess }>();
  private stopping = false;

  /**
   * @param say prints a line
   * @param changed is called when a process has another pid than before
   * @param isHeld whether somebody wants a process to stay away for now
   */
  constructor(say: (line: string) => void, changed: () => void, isHeld: (name: string) => boolean) {
    this.say = say;
    this.changed = changed;
    this.isHeld = isHeld;
  }

  /**
   * Starts a process and resolves when it can do its job; from then on it is kept alive.
   * @throws Error with the end of its log when it keeps ending before that
   */
  async run(spec: Supervised): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.startOnce(spec);
        void this.keep(spec);
        return;
      } catch (error) {
        const process = this.current.get(spec.name)?.process;
        await process?.kill();
        if (this.stopping) throw error;
        if (attempt === ATTEMPTS) throw new Error(`${spec.name} does not start.\n${reasonOf(error, process)}`);
        this.say(`${spec.name} could not start, trying again: ${messageOf(error)}`);
        await pause(FIRST_DELAY * attempt);
      }
    }
  }

  /** What runs at the moment. */
  facts(): ProcessFacts[] {
    return [...this.current.values()].map(({ spec: { name, port }, process: { pid } }) => ({ name, pid, port }));
  }

  /** From now on nothing is started again. */
  letGo(): void {
    this.stopping = true;
  }

  /** Ends some processes, all at once. */
  async stop(names: readonly string[]): Promise<void> {
    const chosen = names.flatMap((name) => this.current.get(name) ?? []);
    await Promise.all(chosen.map(({ spec, process }) => process.stop(spec.grace)));
  }

  private async startOnce(spec: Supervised): Promise<void> {
    await spec.start((process) => {
      if (this.stopping) void process.kill();
      this.current.set(spec.name, { spec, process });
      this.changed();
    });
  }

  private async keep(spec: Supervised): Promise<void> {
    let delay = 0;
    let since = Date.now();
    for (;;) {
      const process = this.current.get(spec.name)?.process;
      const exit = await process?.exited;
      if (this.stopping) return;
      if (Date.now() - since > STEADY) delay = 0;
      const how = exit?.signal ? `by ${exit.signal}` : `with code ${exit?.code}`;
      this.say(`${spec.name} ended ${how}; started again${delay ? ` in ${delay / 1000} s` : ''} (${process?.logFile})`);
      await pause(delay);
      delay = Math.min(LONGEST_DELAY, delay ? delay * 2 : FIRST_DELAY);
      if (this.isHeld(spec.name)) {
        this.say(`${spec.name} stays away until "npm run process -- start ${spec.name}"`);
        while (this.isHeld(spec.name) && !this.stopping) await pause(200);
      }
      if (this.stopping) return;
      since = Date.now();
      try {
        await this.startOnce(spec);
        this.say(`${spec.name} is back`);
      } catch (error) {
        if (this.stopping) return;
        // One that is alive waits for something, a broker that is away for one: a new life would only wait anew.
        this.say(`${spec.name}: ${messageOf(error)}`);
      }
    }
  }
}

/** An error with the last lines that the process printed. */
function reasonOf(error: unknown, process: RunningProcess | undefined): string {
  const log = process && existsSync(process.logFile) ? readFileSync(process.logFile, 'utf8').trimEnd() : '';
  return [messageOf(error), ...log.split('\n').slice(-8)].join('\n');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
