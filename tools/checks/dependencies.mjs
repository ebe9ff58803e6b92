/**
 * `npm run check:dependencies`: asks the registry for known vulnerabilities of what runs in the shop (not of what only
 * builds and tests it). A high or critical one fails. A registry that serves no audits fails nothing, and that is said.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
const report = parsed(asked.stdout);
const counts = report?.metadata?.vulnerabilities;

if (!counts) {
  const why = report?.message ?? report?.error?.summary ?? asked.error?.message ?? 'no report';
  console.log(`Dependencies: NOT looked up, because the registry gave no audit (${why}).`);
} else {
  const grave = counts.high + counts.critical;
  console.log(`Dependencies: the registry was asked; ${grave} high or critical, ${counts.total} in all.`);
  for (const [name, { severity, range, fixAvailable }] of Object.entries(report.vulnerabilities ?? {}))
    console.log(`  ${severity.padEnd(8)} ${name} ${range}${fixAvailable ? ' (npm audit fix)' : ''}`);
  process.exitCode = grave > 0 ? 1 : 0;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
