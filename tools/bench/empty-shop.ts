import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';
import type { RunFile } from '../launcher/run-file.ts';

/** A gateway before a process that answers basket commands with nothing. */
export interface EmptyShop {
  readonly url: string;
  stop(): Promise<void>;
}

/** Processes that a gateway passes calls on to; only the first is ever asked here. */
const UPSTREAMS = ['BASKET_API', 'REVIEW_API', 'NOTIFIER', 'CATALOGUE_API', 'BACKOFFICE_API', 'OPS_API'];

/**
 * Starts one beside a shop that runs: the same gateway with the same settings, and an empty service.
 * @param run the shop's `run.json`
 */
export async function startEmptyShop(run: RunFile): Promise<EmptyShop> {
  const service = await startProcess(['tools/bench/empty-service.mjs'], {}, /^(\d+)$/);
  const gateway = await startProcess(
    ['--max-old-space-size=512', 'apps/gateway/dist/main.js'],
    {
      NODE_ENV: 'production',
      PORT: '0',
      SHOP_LIMITS: 'off',
      SHOP_ORIGIN: run.url,
      SHOP_PORT: new URL(run.url).port,
      ...Object.fromEntries(UPSTREAMS.map((name) => [`UPSTREAM_${name}`, `http://127.0.0.1:${service.port}`])),
      STOREFRONT_DIR: join(root, 'apps', 'storefront', 'dist', 'browser'),
      OPS_CONSOLE_DIR: join(root, 'apps', 'ops-console', 'dist', 'browser'),
    },
    /"port":(\d+).*"listening"/,
  );
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    stop: async () => {
      await Promise.all([gateway, service].map((each) => each.stop()));
    },
  };
}

/** Starts a program and resolves when it has printed its port. */
async function startProcess(args: readonly string[], env: Readonly<Record<string, string>>, portIn: RegExp) {
  const child: ChildProcess = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const found = portIn.exec(line);
      if (found) resolve(found[1]);
    });
    void ended.then(() => reject(new Error(`${args.at(-1)} ended before it listened.`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { port, stop };
}
