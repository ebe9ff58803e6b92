import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { connectKafka, ensureTopics, KafkaAppender, KafkaTransactionalAppender } from '@shop/log-kafka';
import { fetchJars } from '../bootstrap/jars.mjs';
import { readTopic } from '../log/read-topic.ts';
import { temporaryData } from '../testing/temporary-data.ts';
import { startKafka } from './kafka.ts';
import { startPostgres } from './postgres.ts';
import { isAlive } from './process-identity.ts';
import { Processes, type RunningProcess } from './processes.ts';

jest.setTimeout(60_000);

const { data, forget } = temporaryData();
const processes = new Processes(data);
const started: RunningProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.kill()));
});

afterAll(forget);

describe('Kafka of the launcher', () => {
  test('keeps what was acked, on the same port, after an orderly stop and after kill -9', async () => {
    const jars = await fetchJars();
    const ports: number[] = [];
    for (const [round, end] of (['stop', 'kill', 'stop'] as const).entries()) {
      const kafka = await startKafka(data, processes.start, jars);
      started.push(kafka.process);
      ports.push(kafka.port);
      const log = connectKafka({ brokers: kafka.brokers, clientId: 'test' });
      await ensureTopics(log, { partitions: 3 });
      const { records, stop } = await readTopic(log, 'reviews');
      await stop();
      expect(records.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(
        ['first', 'second'].slice(0, round),
      );
      const appender = new KafkaAppender(log);
      await appender.append([{ topic: 'reviews', key: 'k', value: ['first', 'second', 'third'][round] ?? '' }]);
      await appender.close();
      await log.close();
      if (end === 'stop') await kafka.stop();
      else await kafka.process.kill();
      expect(isAlive(kafka.process.pid)).toBe(false);
    }
    expect(new Set(ports).size).toBe(1);
  });

  test('lets no writer hold readers back for longer than our own transactions may', async () => {
    const kafka = await startKafka(data, processes.start, await fetchJars());
    started.push(kafka.process);
    const log = connectKafka({ brokers: kafka.brokers, clientId: 'test' });
    await ensureTopics(log, { partitions: 3 });
    const ours = await KafkaTransactionalAppender.open(log, 'ours');
    await ours.close();
    await expect(KafkaTransactionalAppender.open(log, 'foreign', 30_001)).rejects.toThrow(/timeout/);
    await log.close();
    await kafka.stop();
  });
});

describe('PostgreSQL of the launcher', () => {
  test('keeps what was committed, on the same port, after an orderly stop and after kill -9', async () => {
    const urls: string[] = [];
    for (const [round, end] of (['stop', 'kill', 'stop'] as const).entries()) {
      const postgres = await startPostgres(data, processes.start);
      started.push(postgres.process);
      urls.push(postgres.url);
      const client = new pg.Client({ connectionString: postgres.url });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('CREATE TABLE IF NOT EXISTS round (n integer)');
      const { rows } = await client.query('SELECT n FROM round ORDER BY n');
      expect(rows.map(({ n }) => n)).toEqual([0, 1].slice(0, round));
      await client.query('INSERT INTO round VALUES ($1)', [round]);
      if (end === 'stop') await client.end();
      await (end === 'stop' ? postgres.stop() : postgres.process.kill());
    }
    expect(new Set(urls).size).toBe(1);
  });

  test('lets nobody in without the password, and listens on this machine only', async () => {
    const postgres = await startPostgres(data, processes.start);
    started.push(postgres.process);
    const url = new URL(postgres.url);
    url.password = 'wrong';
    await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toThrow('password authentication');
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query(`SELECT name, setting FROM pg_settings WHERE name IN
      ('listen_addresses', 'wal_level', 'password_encryption', 'max_slot_wal_keep_size') ORDER BY name`);
    expect(rows.map(({ setting }) => setting)).toEqual(['127.0.0.1', '1024', 'scram-sha-256', 'logical']);
    await client.end();
    await postgres.stop();
  });
});
