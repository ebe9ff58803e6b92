/**
 * `npm test`: every test there is, on a clone with nothing installed. Unit tests and those of the front ends, then
 * integration on a Kafka and PostgreSQL of their own, then browser journeys through a whole shop, then the cut of the
 * fault suite. Ends with a line `N passed, N failed`. `npm test -- unit int e2e faults` runs some groups only.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { hasBrowser, installBrowser } from './bootstrap/browser.mjs';
import { NotReady } from './bootstrap/checks.mjs';
import { takeSignals } from './bootstrap/hand-over.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { Progress } from './bootstrap/progress.mjs';
import { root } from './bootstrap/root.mjs';
import { CommandFailed, run } from './bootstrap/run.mjs';

/**
 * What came of a group of tests.
 * @typedef {{passed: number, failed: number, skipped: number}} Counts
 */

const REPORTS = join(root, '.cache', 'tests');
const GROUPS = {
  unit: (/** @type {string} */ node, /** @type {string} */ report) =>
    jest(node, report, ['--selectProjects', 'unit', 'ui', '--maxWorkers=2']),
  int: (/** @type {string} */ node, /** @type {string} */ report) =>
    // Facts are waited for, and a busy machine is no failure.
    jest(node, report, ['--selectProjects', 'int', '--runInBand', '--testTimeout=60000']),
  e2e: (/** @type {string} */ node, /** @type {string} */ report) => playwright(node, report, 'playwright.config.ts'),
  faults: (/** @type {string} */ node, /** @type {string} */ report) => playwright(node, report, 'faults.config.ts'),
};

takeSignals();
const progress = new Progress();
try {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in GROUPS));
  if (unknown) throw new NotReady(`There is no group ${unknown}. Groups: ${Object.keys(GROUPS).join(', ')}.`);
  const groups = Object.entries(GROUPS).filter(([name]) => asked.length === 0 || asked.includes(name));
  const node = await prepare(progress);
  if (groups.some(([name]) => name === 'e2e') && !(await hasBrowser())) await progress.step('Chromium', installBrowser);
  process.exit(await runAll(groups, node));
} catch (error) {
  const expected = error instanceof NotReady || error instanceof CommandFailed;
  console.error(`\nThe tests can't start: ${expected ? error.message : error instanceof Error ? error.stack : error}`);
  process.exit(1);
}

/**
 * @param {[string, (node: string, report: string) => Promise<Counts>][]} groups
 * @param {string} node
 * @returns {Promise<number>} the exit code
 */
async function runAll(groups, node) {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  /** @type {Counts} */
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, test] of groups) {
    progress.say(`Tests: ${name}`);
    const counts = await test(node, join(REPORTS, `${name}.json`));
    progress.say(`Tests: ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    for (const key of /** @type {(keyof Counts)[]} */ (Object.keys(sum))) sum[key] += counts[key];
  }
  if (sum.skipped > 0) console.log(`${sum.skipped} skipped`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

/**
 * @param {string} node
 * @param {string} report
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function jest(node, report, args) {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const ended = await show(node, [...flags, program, ...args, '--json', `--outputFile=${report}`], {
    // Its workers need the flags too.
    NODE_OPTIONS: `${flags.join(' ')} --disable-warning=TimeoutNegativeWarning`,
  });
  const result = read(report);
  // A file that could not even be loaded has no tests to fail.
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  return {
    passed: result?.numPassedTests ?? 0,
    failed: failed === 0 && !ended ? 1 : failed,
    skipped: result?.numPendingTests ?? 0,
  };
}

/**
 * @param {string} node
 * @param {string} report
 * @param {string} config in `e2e`
 * @returns {Promise<Counts>}
 */
async function playwright(node, report, config) {
  const program = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const args = [program, 'test', '-c', join(root, 'e2e', config)];
  const ended = await show(node, args, { E2E_REPORT: report });
  const stats = read(report)?.stats;
  // A test that passed at its second try has failed.
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  return {
    passed: stats?.expected ?? 0,
    failed: failed === 0 && !ended ? 1 : failed,
    skipped: stats?.skipped ?? 0,
  };
}

/**
 * Runs a command and shows what it prints.
 * @param {string} node
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<boolean>} whether it ended well
 */
async function show(node, args, env) {
  const PATH = `${dirname(node)}${delimiter}${process.env['PATH']}`;
  try {
    await run(node, args, { say: (line) => process.stdout.write(`${line}\n`), env: { PATH, ...env } });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

/** @param {string} report */
function read(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
}
