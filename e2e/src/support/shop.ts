import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { root } from '../../../tools/bootstrap/root.mjs';
import { Held } from '../../../tools/launcher/held.ts';
import { isAlive } from '../../../tools/launcher/process-identity.ts';
import { type Account, readRunFile, type RunFile } from '../../../tools/launcher/run-file.ts';
import type { DemoRole } from '../../../tools/seed/history/people.ts';
import { until } from '../../../tools/testing/until.ts';

/** What a command printed, and how it ended. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** The running shop as somebody at the machine sees it: its run file, processes, databases and commands. */
export class Shop {
  /** Absolute path of the data folder. */
  readonly dataFolder: string;

  /** @param folder absolute path of its data folder; default: the one of the shop that the global set-up started */
  constructor(folder = process.env['E2E_DATA_DIR']) {
    if (!folder) throw new Error('Run the journeys with "playwright test": its global set-up starts a shop.');
    this.dataFolder = folder;
  }

  /** `run.json` as it is now: a process that was started again has another pid. */
  get run(): RunFile {
    const run = readRunFile(this.dataFolder);
    if (!run) throw new Error(`No shop runs with ${this.dataFolder}.`);
    return run;
  }

  get url(): string {
    return this.run.url;
  }

  /** A demo account. */
  account(role: DemoRole): Account {
    const account = this.run.accounts.find((each) => each.role === role);
    if (!account) throw new Error(`run.json names no account with the role ${role}.`);
    return account;
  }

  /** Ends a process at once, as a crash would; the launcher starts it again. Resolves to the pid it had. */
  async kill(name: string): Promise<number> {
    const { pid } = this.process(name);
    process.kill(pid, 'SIGKILL');
    await until(`${name} to be gone`, () => !isAlive(pid));
    return pid;
  }

  /** Ends a process in order and keeps it away, as `npm run process -- stop` does. Resolves when it is gone. */
  async hold(name: string): Promise<void> {
    new Held(this.dataFolder).add(name);
    await this.end(name);
  }

  /** Ends a process at once, as a crash would, and keeps it away. Resolves when it is gone. */
  async cut(name: string): Promise<void> {
    new Held(this.dataFolder).add(name);
    await this.kill(name);
  }

  /** Asks a process to end, as an operator would; the launcher starts it again. Resolves to the pid it had. */
  async end(name: string): Promise<number> {
    const { pid } = this.process(name);
    process.kill(pid, 'SIGTERM');
    await until(`${name} to be gone`, () => !isAlive(pid));
    return pid;
  }

  /** Lets a process come back that was held. */
  letGo(name: string): void {
    new Held(this.dataFolder).delete(name);
  }

  /** Resolves when a process with another pid than `before` is ready to do its job. */
  async back(name: string, before: number): Promise<void> {
    await until(
      `${name} to be back`,
      async () => {
        const { pid, port } = this.process(name);
        if (pid === before || !isAlive(pid)) return false;
        const path = name === 'connect' ? '/connectors' : '/health/ready';
        return (await fetch(`http://127.0.0.1:${port}${path}`)).ok;
      },
      60_000,
    );
  }

  /** Asks an app's database as the role that owns it. */
  async sql<Row extends pg.QueryResultRow>(database: string, text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.run.postgres[database] });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Runs one of the repository's npm scripts for this shop, as a person would. */
  npm(script: string, args: readonly string[] = [], input = ''): Promise<Printed> {
    return this.command('npm', ['run', '--silent', script, '--', ...args], input);
  }

  /** Runs a command in the repository with this shop's data folder, and `input` on its standard input. */
  command(command: string, args: readonly string[], input = ''): Promise<Printed> {
    return new Promise((done, failed) => {
      const env = { ...process.env, SHOP_DATA_DIR: this.dataFolder };
      const child = spawn(command, [...args], { cwd: root, env });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
      child.once('error', failed);
      child.once('close', (code) => done({ stdout, stderr, code }));
      child.stdin.end(input);
    });
  }

  /** What every process has printed, by the name of its log file. */
  logs(): ReadonlyMap<string, string> {
    const folder = join(this.dataFolder, 'logs');
    return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  }

  /** What a service has logged since a time, in the log before too: a long one begins anew when the service does. */
  logged(name: string, since: Date): string {
    // In this order, because the service may begin anew in between: then what was the log is the one before.
    const [log, before] = [`${name}.log`, `${name}.log.1`].map((file) => this.logOf(file));
    const lines = `${before}\n${log}`.split('\n');
    return lines.filter((line) => (/"time":"([^"]+)"/.exec(line)?.[1] ?? '') >= since.toISOString()).join('\n');
  }

  private logOf(file: string): string {
    try {
      return readFileSync(join(this.dataFolder, 'logs', file), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }

  /** A line of `processes` in `run.json`. */
  process(name: string) {
    const found = this.run.processes.find((each) => each.name === name);
    if (!found) throw new Error(`The shop has no process ${name}.`);
    return found;
  }
}
