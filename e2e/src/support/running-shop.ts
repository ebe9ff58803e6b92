import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../../../tools/bootstrap/root.mjs';
import { isAlive } from '../../../tools/launcher/process-identity.ts';

/** How long a first start may take: a fresh clone also installs, fetches and builds. */
const START_MS = 10 * 60_000;
/** How long the shop may take to stop, by its own promise. */
const STOP_MS = 10_000;

/** A shop that was started by `npm start`, from outside. */
export interface RunningShop {
  /**
   * Asks it to stop, as a terminal does.
   * @throws Error when it takes longer than 10 s, ends with another code than 0, or leaves a process behind
   */
  stop(): Promise<void>;
}

/**
 * Starts a shop with a data folder of its own on a free port, and waits until it says that it is ready.
 * @param dataFolder absolute path
 * @param env added to its environment
 * @throws Error with what it printed when it ends before that
 */
export async function startShop(dataFolder: string, env: Readonly<Record<string, string>> = {}): Promise<RunningShop> {
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      SHOP_PORT: String(await freePort()),
      SHOP_DATA_DIR: dataFolder,
      // Every test has people of its own, all from one address.
      SHOP_LIMITS: 'off',
      REGISTRATIONS_PER_CLIENT: '1000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await saysReady(child);
  return { stop: () => stop(child, dataFolder) };
}

function saysReady(child: ChildProcess): Promise<void> {
  let printed = '';
  return new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`The shop is not ready in time.\n${printed}`)), START_MS);
    const take = (chunk: Buffer) => {
      const before = printed.length;
      printed += chunk;
      if (process.env['E2E_VERBOSE']) process.stderr.write(chunk);
      if (!printed.includes('Shop ready: ', Math.max(0, before - 20))) return;
      clearTimeout(timer);
      ready();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) => {
      clearTimeout(timer);
      failed(new Error(`The shop ended with code ${code} before it was ready.\n${printed}`));
    });
  });
}

async function stop(child: ChildProcess, dataFolder: string): Promise<void> {
  const pids = (JSON.parse(readFileSync(join(dataFolder, 'pids.json'), 'utf8')) as { name: string; pid: number }[]).map(
    ({ name, pid }) => ({ name, pid }),
  );
  const began = Date.now();
  const code = await new Promise<number | null>((done) => {
    if (child.exitCode !== null) return done(child.exitCode);
    child.once('exit', done);
    child.kill('SIGTERM');
  });
  const took = Date.now() - began;
  const left = pids.filter(({ pid }) => isAlive(pid)).map(({ name }) => name);
  if (left.length > 0) throw new Error(`Stopping the shop left processes behind: ${left.join(', ')}`);
  if (code !== 0) throw new Error(`The shop ended with code ${code} when it was asked to stop.`);
  if (took > STOP_MS) throw new Error(`The shop took ${took} ms to stop.`);
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('No port'))));
    });
  });
}
