/**
 * `npm run sbom`, part of the build: writes what the shop is made of into `dist/sbom.cdx.json` (CycloneDX), without what
 * only builds and tests it. The same lock file gives the same file: what says when and where it was made is left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap/root.mjs';

// From the lock file alone, whatever is installed.
const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--omit=dev', '--package-lock-only'];
const made = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
if (made.status !== 0) {
  console.error(made.stderr || made.error?.message);
  process.exit(1);
}
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { serialNumber: _serialNumber, ...bom } = JSON.parse(made.stdout);
delete bom.metadata.timestamp;
Object.assign(bom.metadata.component, { name, version });
bom.components.sort((a, b) => compare(a['bom-ref'], b['bom-ref']));
bom.dependencies?.sort((a, b) => compare(a.ref, b.ref));
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
console.log(`dist/sbom.cdx.json: ${bom.components.length} packages`);

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
