/**
 * Points schemathesis (PyPI, in a virtual environment under `.cache`) at a running shop: every operation of its own
 * OpenAPI document, as operations staff and as a shopper. It starts nothing, and it writes a lot, so point it at a shop
 * whose data nobody needs.
 *
 *   node tools/checks/schemathesis.mjs [data folder]     the shop of the folder's `run.json`; `SHOP_DATA_DIR` or `.data`
 *   node tools/checks/schemathesis.mjs [folder] -- --include-operation-id addItem     with options for schemathesis
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '4.32.5';
const root = fileURLToPath(new URL('../..', import.meta.url));
const venv = join(root, '.cache', 'venv');
/** How many examples of each operation are tried, by the account's role. */
const examplesByRole = { ops: 20, shopper: 5 };

const separator = process.argv.indexOf('--');
const [folder = process.env.SHOP_DATA_DIR ?? join(root, '.data')] = process.argv.slice(
  2,
  separator < 0 ? undefined : separator,
);
const options = separator < 0 ? [] : process.argv.slice(separator + 1);

install();
const shop = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
let failed = false;
for (const [role, examples] of Object.entries(examplesByRole)) {
  console.log(`\nEvery operation as ${role}`);
  const session = await signIn(
    shop.url,
    shop.accounts.find((account) => account.role === role),
  );
  const status = run(
    join(venv, 'bin', 'schemathesis'),
    [
      '--config-file',
      join(root, 'tools', 'checks', 'schemathesis.toml'),
      'run',
      `${shop.url}/api/openapi.json`,
      '--max-examples',
      String(examples),
      '--no-color',
      ...options,
    ],
    { SHOP_SESSION: session, SCHEMATHESIS_HOOKS: 'schemathesis_hooks', PYTHONPATH: join(root, 'tools', 'checks') },
  );
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;

/** Makes the virtual environment, once. */
function install() {
  const marker = join(venv, `schemathesis-${VERSION}`);
  if (existsSync(marker)) return;
  const steps = [
    ['python3', ['-m', 'venv', venv]],
    [join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`]],
    ['touch', [marker]],
  ];
  for (const [command, args] of steps) {
    if (run(command, args) !== 0) throw new Error(`Can't install schemathesis: ${command} ${args.join(' ')} failed`);
  }
}

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: join(root, '.cache'),
    stdio: 'inherit',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
  if (error) throw error;
  return status;
}

/** The value of the session cookie. */
async function signIn(url, { email, password }) {
  const answered = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answered.ok) throw new Error(`Can't sign in at ${url}: ${answered.status} ${await answered.text()}`);
  return answered.headers.get('set-cookie').match(/^[^=]+=([^;]+)/)[1];
}
