/** `npm run reset`: forgets the data folder of this environment's shop, and with it the log. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from './bootstrap/checks.mjs';
import { root } from './bootstrap/root.mjs';

const { dataFolder } = placeOf();
const pids = join(dataFolder, 'pids.json');
if (!existsSync(dataFolder)) say(`There is no data folder ${dataFolder}.`, 0);
if (!existsSync(join(dataFolder, 'version')) || dataFolder === root)
  say(`${dataFolder} is not a data folder of a shop: it is left alone.`, 1);
const running = existsSync(pids) ? JSON.parse(readFileSync(pids, 'utf8')).filter(isAlive) : [];
if (running.length > 0)
  say(
    `The shop of ${dataFolder} still runs (process ${running[0].pid}). Stop it first, with Ctrl-C where it runs. ` +
      'If it was killed, "npm start" ends what it left behind.',
    1,
  );
rmSync(dataFolder, { recursive: true, force: true });
say(`Forgot ${dataFolder}. The next "npm start" begins with an empty log.`, 0);

/** @param {{pid: number}} entry */
function isAlive({ pid }) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} line
 * @param {number} code
 * @returns {never}
 */
function say(line, code) {
  console.log(line);
  process.exit(code);
}
