/**
 * `npm run process`: lists the processes of the running shop. `npm run process -- stop notifier` ends one and keeps it
 * away, `-- start notifier` lets it come back, `-- restart notifier` ends it so that it is started anew.
 */
import { isAlive } from './process-identity.ts';
import { Held } from './held.ts';
import { readRunFile } from './run-file.ts';
import { readSettings } from './settings.ts';

const { dataFolder } = readSettings();
const run = readRunFile(dataFolder) ?? fail(`No shop runs with ${dataFolder}. Start it with "npm start".`);
const held = new Held(dataFolder);
const [verb, name] = process.argv.slice(2);
if (!verb) list();
else {
  const found = run.processes.find((process) => process.name === name) ?? fail(`There is no process ${name ?? ''}.`);
  if (verb === 'start') held.delete(found.name);
  else if (verb === 'stop') held.add(found.name);
  else if (verb !== 'restart') fail(`What does "${verb}" mean? start, stop or restart.`);
  // PostgreSQL takes SIGTERM for "when everybody has gone"; SIGINT means the same to all.
  if (verb !== 'start' && isAlive(found.pid)) process.kill(found.pid, 'SIGINT');
}

function list(): void {
  for (const { name: of, pid, port } of run.processes) {
    const state = isAlive(pid) ? 'runs' : held.has(of) ? 'stopped' : 'is gone';
    console.log(`${of.padEnd(16)} pid ${String(pid).padEnd(8)} port ${String(port).padEnd(6)} ${state}`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
