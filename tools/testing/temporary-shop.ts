import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../bootstrap/root.mjs';
import { readRunFile, type RunFile } from '../launcher/run-file.ts';

/** A whole shop to measure or test. */
export interface TemporaryShop {
  /** Its data folder, absolute. */
  readonly dataFolder: string;
  /** What its `run.json` says. */
  readonly run: RunFile;
  /** Stops it and forgets its data. Does nothing to a shop that ran before. */
  stop(): Promise<void>;
}

/**
 * Starts a shop of its own, as `npm start` does, on a free port and in a temporary folder, filled with demo history.
 * @param running the data folder of a shop that runs already; then that one is used
 * @param settings of its environment, as `npm start` takes them
 * @throws Error with the last lines of its output when it doesn't start
 */
export async function temporaryShop(running?: string, settings: NodeJS.ProcessEnv = {}): Promise<TemporaryShop> {
  if (running) return { dataFolder: running, run: runFileOf(running), stop: () => Promise.resolve() };
  const dataFolder = mkdtempSync(join(tmpdir(), 'shop-'));
  const child = spawn('node', ['tools/start.mjs'], {
    cwd: root,
    // All load comes from one address.
    env: {
      ...process.env,
      SHOP_LIMITS: 'off',
      ...settings,
      SHOP_PORT: String(await freePort()),
      SHOP_DATA_DIR: dataFolder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const lines: string[] = [];
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('Shop ready:')) done();
      });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataFolder, { recursive: true, force: true });
  };
  await Promise.race([
    ready,
    ended.then((code) => {
      rmSync(dataFolder, { recursive: true, force: true });
      throw new Error(`The shop ended with ${code} while starting:\n${lines.slice(-20).join('\n')}`);
    }),
  ]);
  return { dataFolder, run: runFileOf(dataFolder), stop };
}

function runFileOf(dataFolder: string): RunFile {
  const run = readRunFile(dataFolder);
  if (!run) throw new Error(`No shop runs with the data folder ${dataFolder}: it has no run.json.`);
  return run;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
