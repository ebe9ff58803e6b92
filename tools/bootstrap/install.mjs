import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

/**
 * Whether `node_modules` holds what `package-lock.json` says: npm writes its own record there as the last thing of an
 * installation, so one that was interrupted is not taken for complete.
 */
export function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    if (!found) return optional === true;
    return link === true ? existsSync(join(root, path)) : found.version === version;
  });
}

/**
 * Installs what the lock file says, and doesn't change it. Not `npm ci`: that one refuses a lock file without the
 * optional packages of every platform, and not every registry has all of them.
 * @param {(line: string) => void} say
 */
export async function install(say) {
  await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=http'], {
    say: (line) => say(shortened(line)),
  });
}

/** npm's `npm http fetch GET 200 https://.../express/-/express-5.tgz 12ms` says most with its end. */
function shortened(/** @type {string} */ line) {
  return /\/([^/ ]+\.tgz)/.exec(line)?.[1] ?? (line.startsWith('npm http') ? 'asking the registry' : line);
}

/** The Node.js that everything of the shop runs on: the one that npm installed, or this one if it is new enough. */
export function shopNode() {
  const installed = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error('npm has no Node.js 24 for this platform. Install Node.js 24 yourself: https://nodejs.org');
}
