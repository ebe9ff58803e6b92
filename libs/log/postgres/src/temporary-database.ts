import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database for one test. */
export interface TemporaryDatabase {
  /** Connection string. */
  readonly url: string;
  /** Drops it, cutting whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes an empty database with a name of its own, for tests.
 * @param serverUrl a connection string whose role may create databases
 */
export async function temporaryDatabase(serverUrl: string): Promise<TemporaryDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
