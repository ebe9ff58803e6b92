/** `npm run doctor`: says what is missing or wrong on this machine and with this environment's shop. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkDataFolder,
  checkDisk,
  checkJava,
  checkMaven,
  checkMemory,
  checkNode,
  checkPort,
  placeOf,
} from './bootstrap/checks.mjs';
import { isBuilt } from './bootstrap/build.mjs';
import { isInstalled } from './bootstrap/install.mjs';
import { jarsFolder } from './bootstrap/jars.mjs';

let wrong = 0;
const { port, dataFolder } = placeOf();
const runFile = join(dataFolder, 'run.json');
const running = existsSync(runFile) ? JSON.parse(readFileSync(runFile, 'utf8')) : undefined;

console.log('Machine');
for (const check of [checkNode(), checkJava(), checkMaven(), checkDisk(), checkMemory()]) report(check);
console.log('\nClone');
note(isInstalled(), 'Packages are installed', 'Packages are not installed: "npm start" does it');
note(existsSync(jarsFolder()), 'Kafka jars are there', 'Kafka jars are not there: "npm start" fetches them');
note(
  isInstalled() && isBuilt(),
  'Everything is built',
  'Something changed since the last build: "npm start" builds it',
);
console.log('\nShop');
report(checkDataFolder(dataFolder));
if (running) await reportRunning();
else report(await checkPort(port));
console.log(wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} thing${wrong === 1 ? ' is' : 's are'} wrong.`);
process.exit(wrong === 0 ? 0 : 1);

async function reportRunning() {
  console.log(`  It runs at ${running.url}`);
  for (const { name, pid, port: at } of running.processes) {
    const isServer = name.startsWith('kafka') || ['postgres', 'connect'].includes(name);
    const health = isServer ? undefined : await healthOf(at);
    const ready = isServer ? isAlive(pid) : health !== undefined;
    report({
      ok: ready,
      what: `${name} (process ${pid}, port ${at}) ${ready ? 'is ready' : isAlive(pid) ? 'is not ready' : 'is gone'}`,
      remedy: `Look into ${join(dataFolder, 'logs', `${name}.log`)}`,
    });
    for (const [check, { status, detail }] of Object.entries(health?.checks ?? {}))
      if (status === 'degraded')
        report({
          ok: false,
          what: `${name}: ${check} is degraded: ${detail}`,
          remedy: 'See the dead letters in the console.',
        });
  }
  for (const name of await ask(`${running.connect}/connectors`, [])) {
    const { connector, tasks } = await ask(`${running.connect}/connectors/${name}/status`, {
      connector: {},
      tasks: [],
    });
    const ok = [connector, ...tasks].every(({ state }) => state === 'RUNNING');
    report({
      ok,
      what: `connector ${name} ${ok ? 'runs' : 'has failed'}`,
      remedy: 'The launcher restarts it; see its output.',
    });
  }
}

/** @param {import('./bootstrap/checks.mjs').Check} check */
function report({ ok, what, remedy }) {
  console.log(`  ${ok ? 'ok   ' : 'WRONG'} ${what}`);
  if (ok) return;
  wrong += 1;
  console.log(`        ${remedy}`);
}

/** What is no fault: the next start sees to it. */
function note(/** @type {boolean} */ ok, /** @type {string} */ yes, /** @type {string} */ no) {
  console.log(`  ${ok ? 'ok   ' : 'note '} ${ok ? yes : no}`);
}

/**
 * What a process that is ready says of itself; undefined for one that isn't.
 * @param {number} at
 */
async function healthOf(at) {
  const answer = await fetch(`http://127.0.0.1:${at}/health/ready`, { signal: AbortSignal.timeout(3000) }).catch(
    () => undefined,
  );
  return answer?.ok ? answer.json() : undefined;
}

/**
 * @param {string} url
 * @param {any} otherwise
 */
async function ask(url, otherwise) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  return answer?.ok ? answer.json() : otherwise;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
