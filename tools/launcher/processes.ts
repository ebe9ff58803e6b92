import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import { isAlive, signalGroup, startedAt } from './process-identity.ts';

/** What to run, and as whom. */
export interface ProcessSpec {
  /** Unique in its shop; also the name of its log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the launcher's own environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Run as this user instead of the launcher's. */
  readonly uid?: number;
  readonly gid?: number;
  /** What asks it to end. PostgreSQL wants SIGINT (fast shutdown). Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of ours, in its own process group. */
export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended, however that came about. */
  readonly exited: Promise<Exit>;
  readonly alive: boolean;
  /** The file that holds what it printed. */
  readonly logFile: string;
  /** Asks it to end, and ends it after `graceMs`. Resolves when it is gone. */
  stop(graceMs?: number): Promise<Exit>;
  /** Ends it at once with its whole group, as a crash would. */
  kill(): Promise<Exit>;
}

/** Starts a process; what needs one is given this, and knows nothing of pid files and supervision. */
export type StartProcess = (spec: ProcessSpec) => RunningProcess;

/** One line of `pids.json`. */
interface Registered {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
}

const LOG_LIMIT = 8 * 1024 * 1024;

/**
 * Starts processes and remembers them in the data folder, so that the next start finds what a killed launcher left
 * behind.
 */
export class Processes {
  private readonly data: DataFolder;
  private registered: Registered[] = [];

  constructor(data: DataFolder) {
    this.data = data;
  }

  /** Starts a process. Its output is appended to `logs/<name>.log`; a previous large log is kept as `.1`. */
  readonly start: StartProcess = (spec) => {
    const logFile = join(this.data.folder('logs'), `${spec.name}.log`);
    if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(spec.command, [...spec.args], {
      cwd: spec.cwd ?? this.data.root,
      env: { ...process.env, ...spec.env },
      stdio: ['ignore', log, log],
      detached: true,
      ...(spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.gid }),
    });
    closeSync(log);
    const pid = child.pid ?? -1;
    if (pid > 0) this.remember({ name: spec.name, pid, startedAt: startedAt(pid) ?? '' });
    let ended = false;
    const exited = new Promise<Exit>((done) => {
      const end = (exit: Exit) => {
        ended = true;
        this.forget(pid);
        done(exit);
      };
      child.once('error', () => end({ code: 127, signal: null }));
      child.once('exit', (code, signal) => end({ code, signal }));
    });
    const signal = (name: NodeJS.Signals) => !ended && pid > 0 && signalGroup(pid, name);
    return {
      name: spec.name,
      pid,
      exited,
      logFile,
      get alive() {
        return !ended;
      },
      stop: async (graceMs = 5000) => {
        // Only the process itself is asked: PostgreSQL and others end their own children in order.
        if (!ended && pid > 0) process.kill(pid, spec.stopSignal ?? 'SIGTERM');
        const timer = setTimeout(() => signal('SIGKILL'), graceMs);
        return exited.finally(() => clearTimeout(timer));
      },
      kill: () => {
        signal('SIGKILL');
        return exited;
      },
    };
  };

  /** The pid of another launcher that runs this folder's shop right now. */
  otherLauncher(): number | undefined {
    const launcher = this.data.read<Registered[]>('pids.json', []).find(({ name }) => name === 'launcher');
    return launcher && launcher.pid !== process.pid && isOurs(launcher) ? launcher.pid : undefined;
  }

  /**
   * Ends what a launcher that was killed left behind, each only if it is the very process that was started then, and
   * takes over as this folder's launcher.
   * @returns the names of those ended
   */
  async takeOver(): Promise<string[]> {
    const left = this.data.read<Registered[]>('pids.json', []).filter((entry) => entry.pid !== process.pid);
    const ours = left.filter((entry) => entry.name !== 'launcher' && isOurs(entry));
    // The servers last: PostgreSQL waits for those who are connected, and who is killed can't say goodbye to Kafka.
    const servers = ours.filter(({ name }) => name.startsWith('kafka') || name === 'postgres');
    await Promise.all(ours.filter((entry) => !servers.includes(entry)).map((entry) => endLeftOver(entry, 3_000)));
    await Promise.all(servers.map((entry) => endLeftOver(entry, 5_000)));
    this.registered = [];
    this.remember({ name: 'launcher', pid: process.pid, startedAt: startedAt(process.pid) ?? '' });
    return ours.map(({ name }) => name);
  }

  /** This launcher is done: nothing of this folder runs any more. */
  release(): void {
    this.registered = [];
    this.data.write('pids.json', []);
  }

  private remember(entry: Registered): void {
    this.registered.push(entry);
    this.note();
  }

  private forget(pid: number): void {
    const without = this.registered.filter((entry) => entry.pid !== pid);
    if (without.length === this.registered.length) return;
    this.registered = without;
    this.note();
  }

  /** A full disk must not end the launcher, which is told of a process that ended in the middle of nowhere. */
  private note(): void {
    try {
      this.data.write('pids.json', this.registered);
    } catch (error) {
      console.error(`What runs can't be noted: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function isOurs({ pid, startedAt: then }: Registered): boolean {
  return then !== '' && isAlive(pid) && startedAt(pid) === then;
}

/** Asks with SIGINT, which means "now, but in order" to all of ours, and insists after a while. */
async function endLeftOver(entry: Registered, graceMs: number): Promise<void> {
  signalGroup(entry.pid, 'SIGINT');
  const deadline = Date.now() + graceMs;
  while (isOurs(entry) && Date.now() < deadline) await pause(30);
  if (isOurs(entry)) signalGroup(entry.pid, 'SIGKILL');
  // Until its parent has taken notice it still counts as running, to PostgreSQL's lock file for one.
  while (startedAt(entry.pid) === entry.startedAt && Date.now() < deadline + 2_000) await pause(30);
}

/** Waits for a while. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
