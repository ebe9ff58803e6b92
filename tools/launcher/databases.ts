import pg from 'pg';
import type { DataFolder } from './data-folder.ts';

/** The role that change data capture connects as. */
export const CDC_ROLE = 'cdc';

/** The database whose rows change data capture reads. */
export const CAPTURED_DATABASE = 'backoffice';

/**
 * Makes a database per name, each owned by a role of the same name that can reach no other one, and the role of change
 * data capture, which may replicate and, beyond that, read what the owner of the captured tables grants it. Passwords
 * are random and stay in the data folder.
 * @param superuserUrl connection string of a role that may make roles and databases
 * @returns a connection string per name
 */
export async function ensureDatabases(
  superuserUrl: string,
  names: readonly string[],
  data: DataFolder,
): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await refuseWithoutLogicalDecoding(client);
    for (const name of names) {
      await ensureRole(client, name, data.secret(name), 'LOGIN');
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${quoted(name)} OWNER ${quoted(name)}`);
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${quoted(name)} FROM PUBLIC`);
    }
    await ensureRole(client, CDC_ROLE, data.secret(CDC_ROLE), 'LOGIN REPLICATION');
    if (names.includes(CAPTURED_DATABASE))
      await client.query(`GRANT CONNECT ON DATABASE ${quoted(CAPTURED_DATABASE)} TO ${quoted(CDC_ROLE)}`);
  } finally {
    await client.end();
  }
  return Object.fromEntries(names.map((name) => [name, urlOf(superuserUrl, name, data.secret(name), name)]));
}

/** What the connector's configuration refers to as `${env:CDC_...}`. */
export function captureEnvironment(superuserUrl: string, data: DataFolder): Record<string, string> {
  const { hostname, port } = new URL(superuserUrl);
  return {
    CDC_DATABASE_HOST: hostname,
    CDC_DATABASE_PORT: port || '5432',
    CDC_DATABASE_NAME: CAPTURED_DATABASE,
    CDC_DATABASE_USER: CDC_ROLE,
    CDC_DATABASE_PASSWORD: data.secret(CDC_ROLE),
  };
}

async function ensureRole(client: pg.Client, name: string, password: string, rights: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${quoted(name)} ${rights} PASSWORD ${pg.escapeLiteral(password)}`);
}

async function refuseWithoutLogicalDecoding(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ wal_level: string }>('SHOW wal_level');
  if (rows[0]?.wal_level !== 'logical')
    throw new Error(
      `PostgreSQL has wal_level=${rows[0]?.wal_level}, but change data capture needs wal_level=logical. ` +
        'Set it in postgresql.conf and restart the server.',
    );
}

function urlOf(superuserUrl: string, role: string, password: string, database: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}
