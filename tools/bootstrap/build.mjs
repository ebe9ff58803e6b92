import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';

const STAMP = join(root, '.cache', 'built');
const SOURCES = [
  'apps',
  'libs',
  'package-lock.json',
  'nx.json',
  '.swcrc',
  'tsconfig.base.json',
  'tsconfig.browser.json',
];
const NOT_SOURCES = new Set(['node_modules', 'dist', '.angular']);

/** Whether the last complete build was made of the sources as they are now, and is still there. */
export function isBuilt() {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === fingerprint() &&
    readdirSync(join(root, 'apps')).every((app) => existsSync(join(root, 'apps', app, 'dist')))
  );
}

/**
 * Builds the projects whose sources changed; Nx knows which, and keeps earlier results.
 * @param {(line: string) => void} say
 */
export async function build(say) {
  const before = fingerprint();
  const nx = join(root, 'node_modules', '.bin', 'nx');
  // Without its daemon: nothing may be left running.
  const env = { NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', PATH: withBin() };
  await run(nx, ['run-many', '-t', 'build', '--outputStyle=stream'], { say, env });
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(STAMP, before);
}

function withBin() {
  return `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
}

/** A hash over name, size and time of every source file: much cheaper than asking Nx. */
function fingerprint() {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) {
      for (const entry of readdirSync(path).sort()) if (!NOT_SOURCES.has(entry)) visit(join(path, entry));
    } else if (!path.endsWith('.spec.ts')) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest('hex');
}
