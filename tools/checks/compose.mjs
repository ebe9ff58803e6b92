/**
 * Validates `docker-compose.yml` against the compose specification's JSON schema, which the Python package
 * check-jsonschema brings along (in a virtual environment under `.cache`). It needs no container engine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '0.39.0';
const root = fileURLToPath(new URL('../..', import.meta.url));
const venv = join(root, '.cache', `check-jsonschema-${VERSION}`);
const program = join(venv, 'bin', 'check-jsonschema');

if (!existsSync(program)) {
  run('python3', ['-m', 'venv', venv]);
  run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `check-jsonschema==${VERSION}`]);
}
run(program, ['--builtin-schema', 'vendor.compose-spec', join(root, 'docker-compose.yml')]);

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
