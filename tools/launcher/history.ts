import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/root.mjs';
import { shopNode } from '../bootstrap/install.mjs';
import type { Addresses } from './apps.ts';
import type { DataFolder } from './data-folder.ts';
import type { Processes, RunningProcess } from './processes.ts';
import type { Settings } from './settings.ts';

/** Whether this data folder's shop has all of its demo history. */
export function hasHistory(data: DataFolder): boolean {
  return data.read('demo-history.json', { done: false }).done;
}

/** Starts filling the shop with its demo history; what an interrupted run began is continued. */
export function startHistory(
  data: DataFolder,
  processes: Processes,
  settings: Settings,
  { kafka, databases }: Addresses,
): RunningProcess {
  return processes.start({
    name: 'seed',
    command: shopNode(),
    args: ['--disable-warning=TimeoutNegativeWarning', join(root, 'tools', 'seed', 'main.ts')],
    cwd: root,
    env: {
      KAFKA_BROKERS: kafka,
      DATABASE_URL_BACKOFFICE: databases['backoffice'],
      SHOP_ORIGIN: settings.origin,
      SHOP_DATA_DIR: data.root,
    },
  });
}

/**
 * Resolves when the history is complete.
 * @param doing told the last line of its output, now and then
 * @throws Error if it could not be completed
 */
export async function historyTold(seed: RunningProcess, doing: (line: string) => void): Promise<void> {
  const lines = () => readFileSync(seed.logFile, 'utf8').trimEnd().split('\n');
  const timer = setInterval(() => doing(lines().at(-1) ?? ''), 500);
  const exit = await seed.exited.finally(() => clearInterval(timer));
  if (exit.code !== 0)
    throw new Error(`The demo history could not be told (${seed.logFile}):\n${lines().slice(-8).join('\n')}`);
}
