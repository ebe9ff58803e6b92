import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, testSession } from '@shop/http';
import { temporaryDatabase, type TemporaryDatabase } from '@shop/log-postgres';
import pg from 'pg';
import { backoffice } from './backoffice.js';

let folder: string;
let database: TemporaryDatabase;
export let app: NestFastifyApplication;
/** The database, as its owner. */
export let sql: pg.Client;
export let env: Record<string, string>;

/** One more process on the same database and key. */
export const another = async () => createService(await backoffice(env));
export const call = (method: string, url: string, payload?: object, cookie?: string) =>
  app.inject({ method: method as 'GET', url, payload, headers: cookie ? { cookie } : {} });
export const cookieOf = ({ headers }: { headers: Record<string, unknown> }) =>
  String(headers['set-cookie']).split(';', 1)[0];
export const register = async (email: string, name = 'Ada Lovelace') => {
  const answered = await call('POST', '/api/users', { name, email, password: 'correct horse' });
  return { answered, cookie: cookieOf(answered), userId: answered.json().user?.userId as string };
};
/** A `Cookie` header of operations staff. */
export const opsCookie = async () => {
  const { userId } = await register(`ops-${crypto.randomUUID()}@example.com`);
  await sql.query(`UPDATE users SET roles = '{ops}' WHERE "userId" = $1`, [userId]);
  const { rows } = await sql.query('SELECT email FROM users WHERE "userId" = $1', [userId]);
  return cookieOf(await call('POST', '/api/session', { email: rows[0].email, password: 'correct horse' }));
};

/** Starts backoffice-api on a database of its own. */
export async function start(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'backoffice-'));
  database = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  // Roles belong to the server, not to the database: another run may have made it.
  await sql.query(`DO $$ BEGIN CREATE ROLE cdc; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  const { env: shared } = await testSession();
  env = {
    ...shared,
    DATABASE_URL: database.url,
    SHOP_KEY_FILE: join(folder, 'keys', 'session.pem'),
    REGISTRATIONS_PER_CLIENT: '100',
  };
  app = await another();
}

export async function stop(): Promise<void> {
  await app?.close();
  await sql?.end();
  await database?.drop();
  await rm(folder, { recursive: true });
}

/** Stops the process and starts it again. */
export async function restart(): Promise<void> {
  await app.close();
  app = await another();
}
