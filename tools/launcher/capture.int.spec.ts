import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import pg from 'pg';
import type { RawRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, partitionOf, type KafkaClient } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { migrations } from '../../apps/backoffice-api/src/database/migrations/index.ts';
import { fetchJars } from '../bootstrap/jars.mjs';
import { readTopic } from '../log/read-topic.ts';
import { temporaryData } from '../testing/temporary-data.ts';
import { until } from '../testing/until.ts';
import { type Connect, startConnect } from './connect.ts';
import { ConnectorWatch } from './connector-watch.ts';
import { buryDeletedRows } from './deleted-rows.ts';
import { ConnectClient, connectorFiles } from './connectors.ts';
import { CAPTURED_DATABASE, captureEnvironment, ensureDatabases } from './databases.ts';
import { type Kafka, startKafka } from './kafka.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { Processes } from './processes.ts';

jest.setTimeout(90_000);

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const { data, forget } = temporaryData();
const processes = new Processes(data);
const said: string[] = [];
let jars: string;
let kafka: Kafka;
let postgres: Postgres;
let connect: Connect;
let log: KafkaClient;
let database: pg.Client;
let other: pg.Client;
let client: ConnectClient;
let watch: ConnectorWatch;

beforeAll(async () => {
  jars = await fetchJars();
  [kafka, postgres] = await Promise.all([
    startKafka(data, processes.start, jars),
    startPostgres(data, processes.start),
  ]);
  const urls = await ensureDatabases(postgres.url, [CAPTURED_DATABASE, 'basket'], data);
  database = new pg.Client({ connectionString: urls[CAPTURED_DATABASE] });
  other = new pg.Client({ connectionString: urls['basket'] });
  await Promise.all([database.connect(), other.connect()]);
  const runner = { query: (sql: string) => database.query(sql) };
  for (const Migration of migrations) await new Migration().up(runner as never);
  log = connectKafka({ brokers: kafka.brokers, clientId: 'test' });
  await ensureTopics(log, { partitions: 6 });
  await insertUser('user-1', 'Gold');
  await database.query(`INSERT INTO products VALUES ('bread', 'Bread', 'Bakery', 'A loaf', 120, 'GBP', NULL)`);
  connect = await startConnect(data, processes.start, jars, kafka.brokers, captureEnvironment(postgres.url, data));
  client = new ConnectClient(connect.url);
  for (const connector of connectorFiles()) await client.apply(connector);
  const bury = async () => void (await buryDeletedRows(kafka.brokers, postgres.url));
  watch = new ConnectorWatch(client, connectorFiles(), postgres.url, (line) => said.push(line), bury);
  void watch.run();
});

afterAll(async () => {
  watch?.end();
  await Promise.allSettled([database?.end(), other?.end(), log?.close()]);
  await connect?.stop();
  await Promise.all([kafka?.stop(), postgres?.stop()]);
  forget();
});

describe('change data capture', () => {
  test('shows the rows that were there, by the contract of their topics and nothing more', async () => {
    const user = await arrived('users', 'user-1');
    const product = await arrived('products', 'bread');
    expect(Object.keys(rowOf(user)).sort()).toEqual(Object.keys(topics.users.content.schema.properties).sort());
    expect(Object.keys(rowOf(product)).sort()).toEqual(Object.keys(topics.products.content.schema.properties).sort());
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    expect([ajv.validate(topics.users.content.schema, rowOf(user)), ajv.errors]).toEqual([true, null]);
    expect([ajv.validate(topics.products.content.schema, rowOf(product)), ajv.errors]).toEqual([true, null]);
  });

  test('keys a row by its plain id, in the partition where our own appends with that key go', async () => {
    for (const id of ['user-2', 'user-3', 'user-4', 'user-5']) await insertUser(id, 'Bronze');
    for (const id of ['user-2', 'user-3', 'user-4', 'user-5']) {
      const { key, partition } = await arrived('users', id);
      expect(Buffer.from(key ?? []).toString()).toBe(id);
      expect(partition).toBe(partitionOf(Buffer.from(id), 6));
    }
  });

  test('shows a change with the time that the row has', async () => {
    const { rows } = await database.query(
      `UPDATE users SET "loyaltyStatus" = 'Platinum' WHERE "userId" = 'user-1' RETURNING "updatedAt"`,
    );
    const row = await until('the changed row', async () => {
      const found = rowOf(await arrived('users', 'user-1'));
      return found['loyaltyStatus'] === 'Platinum' && found;
    });
    expect(new Date(String(row['updatedAt'])).getTime()).toBe(rows[0].updatedAt.getTime());
  });

  test('shows that a row is gone as a tombstone', async () => {
    await database.query(`DELETE FROM users WHERE "userId" = 'user-5'`);
    await until('the tombstone', async () => (await arrived('users', 'user-5')).value === null);
  });

  test('shows a revocation by its plain id, and that it has done its work as a tombstone', async () => {
    await database.query(`UPDATE users SET roles = '{ops}' WHERE "userId" = 'user-3'`);
    await database.query(`UPDATE users SET roles = '{}' WHERE "userId" = 'user-3'`);
    const row = rowOf(await arrived('revocations', 'user:user-3'));
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    expect([ajv.validate(topics.revocations.content.schema, row), ajv.errors]).toEqual([true, null]);
    await database.query(`DELETE FROM revocations WHERE id = 'user:user-3'`);
    await until('the tombstone', async () => (await arrived('revocations', 'user:user-3')).value === null);
  });

  test('shows a security event once, and not that its row is deleted in time', async () => {
    const insert = `INSERT INTO security_events (id, at, app, action, outcome) VALUES ($1, now(), 'test', 'signIn', 'done')`;
    await database.query(insert, ['event-1']);
    const row = rowOf(await arrived('security_events', 'event-1'));
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
    expect([ajv.validate(topics.security_events.content.schema, row), ajv.errors]).toEqual([true, null]);
    await database.query(`DELETE FROM security_events WHERE id = 'event-1'`);
    await database.query(insert, ['event-2']);
    await arrived('security_events', 'event-2');
    expect((await arrived('security_events', 'event-1')).value).not.toBeNull();
  });

  test('moves its slot on while only another database is written to', async () => {
    await other.query('CREATE TABLE noise (text text)');
    const slot = async () => {
      const { rows } = await admin(`SELECT confirmed_flush_lsn::text AS lsn FROM pg_replication_slots`);
      return String(rows[0]?.['lsn']);
    };
    const before = await slot();
    await other.query(`INSERT INTO noise SELECT repeat('x', 1000) FROM generate_series(1, 1000)`);
    const { rows } = await admin(`SELECT pg_current_wal_lsn()::text AS lsn`);
    const written = String(rows[0]?.['lsn']);
    await until(`the slot (${before}) to pass ${written}`, async () => {
      const { rows: passed } = await admin(`SELECT '${await slot()}'::pg_lsn >= '${written}'::pg_lsn AS yes`);
      return passed[0]?.['yes'] === true;
    });
  });

  test('misses nothing while the worker was killed', async () => {
    await connect.process.kill();
    await insertUser('user-while-away', 'Silver');
    connect = await startConnect(data, processes.start, jars, kafka.brokers, captureEnvironment(postgres.url, data));
    await arrived('users', 'user-while-away');
  });

  test('starts a task again that failed', async () => {
    await admin('ALTER ROLE cdc NOLOGIN');
    await admin(`SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active`);
    await insertUser('user-while-failed', 'Silver');
    await until('the failure to be said', () => said.some((line) => line.includes('failed')), 60_000);
    await admin('ALTER ROLE cdc LOGIN');
    await arrived('users', 'user-while-failed');
    await until('the recovery to be said', () => said.includes('Connector backoffice runs again'));
  });

  test('reads all rows anew when its slot is gone, and tells of rows that are gone, too', async () => {
    await insertUser('user-gone', 'Silver');
    await arrived('users', 'user-gone');
    await connect.process.kill();
    await insertUser('user-lost', 'Gold');
    await database.query(`DELETE FROM users WHERE "userId" = 'user-gone'`);
    await until('the slot to be dropped', async () => {
      const { rowCount } = await admin(`SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots`);
      return rowCount === 1;
    });
    connect = await startConnect(data, processes.start, jars, kafka.brokers, captureEnvironment(postgres.url, data));
    await arrived('users', 'user-lost');
    await until('the tombstone', async () => (await arrived('users', 'user-gone')).value === null, 60_000);
  }, 150_000);

  test('never lets a password hash out, into any topic', async () => {
    const names = await log.ask((asked) => asked.listTopics());
    expect(names).toContain('connect_offsets');
    for (const name of names.filter((topic) => !topic.startsWith('__'))) {
      const { records, stop } = await readTopic(log, name);
      await stop();
      const text = records.map(({ value }) => Buffer.from(value ?? []).toString('utf8')).join('\n');
      expect([name, text.includes('argon2'), text.includes(data.secret('cdc'))]).toEqual([name, false, false]);
    }
  });

  test('cannot read a password hash, nor anything of another database', async () => {
    const url = new URL(postgres.url);
    [url.username, url.password, url.pathname] = ['cdc', data.secret('cdc'), `/${CAPTURED_DATABASE}`];
    const capture = new pg.Client({ connectionString: url.href });
    await capture.connect();
    await expect(capture.query('SELECT "passwordHash" FROM users')).rejects.toThrow('permission denied');
    await capture.end();
    url.pathname = '/basket';
    await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toThrow('permission denied');
  });
});

async function insertUser(id: string, status: string): Promise<void> {
  await database.query(
    `INSERT INTO users ("userId", name, email, "loyaltyStatus", "passwordHash") VALUES ($1, $1, $2, $3, $4)`,
    [id, `${id}@example.com`, status, HASH],
  );
}

/** The latest record of a key, once there is one. */
async function arrived(topic: string, key: string): Promise<RawRecord> {
  return until(
    `${key} in ${topic}`,
    async () => {
      const { records, stop } = await readTopic(log, topic);
      await stop();
      return records.findLast((record) => record.key !== null && Buffer.from(record.key).toString() === key);
    },
    60_000,
  );
}

function rowOf({ value }: RawRecord): Record<string, unknown> {
  return value === null ? {} : JSON.parse(Buffer.from(value).toString('utf8'));
}

async function admin(sql: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const superuser = new pg.Client({ connectionString: postgres.url });
  await superuser.connect();
  try {
    return await superuser.query(sql);
  } finally {
    await superuser.end();
  }
}
