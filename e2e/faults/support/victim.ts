import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of ours that is made to suffer. */
export interface Victim {
  readonly pid: number;
  /** What it has said so far, a line each. */
  readonly lines: readonly string[];
  /** Resolves to the first line that begins so, said or to come; undefined when it ends without. */
  says(beginning: string): Promise<string | undefined>;
  /** Resolves when it has ended, to its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

const living = new Set<ChildProcess>();

/**
 * Starts a program of `victims` as a process of its own.
 * @param onLine is told every line it prints
 */
export function startVictim(
  program: 'projector' | 'deliverer',
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void = () => undefined,
): Victim {
  const main = fileURLToPath(new URL(`../victims/${program}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', main], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  living.add(child);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const look = () => waiting.forEach((each) => each());
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    onLine(line);
    look();
  });
  let over = false;
  const ended = once(child, 'close').then(([code]) => {
    over = true;
    living.delete(child);
    look();
    return code as number | null;
  });
  return {
    pid: child.pid ?? -1,
    lines,
    ended,
    signal: (name) => void child.kill(name),
    says: (beginning) =>
      new Promise((resolve) => {
        const found = () => {
          const line = lines.find((each) => each.startsWith(beginning));
          if (line === undefined && !over) return;
          waiting.delete(found);
          resolve(line);
        };
        waiting.add(found);
        found();
      }),
  };
}

/** Ends every victim that is left, stopped ones too. */
export function endVictims(): void {
  for (const child of living) child.kill('SIGKILL');
}
