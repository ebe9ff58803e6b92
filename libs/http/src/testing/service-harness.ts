import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import { openDatabase, temporaryDatabase, type Database, type TemporaryDatabase } from '@shop/log-postgres';
import type { CloudEvent, Position, UserRow } from '@shop/topics';
import { createService } from '../service/create-service.js';
import { Revocations } from '../sessions/revocations.js';
import { testSession, type TestSession } from './test-session.js';

/** A service to be tested: its name and root module. */
export interface ServiceUnderTest {
  readonly name: string;
  readonly module: Type;
}

/** An answer, parsed. */
export interface Answered<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The cookie it set, ready to be sent back. */
  readonly cookie?: string;
}

/** What a request may bring. */
export interface Asked {
  readonly cookie?: string;
  readonly body?: object;
  /** The `Idempotency-Key`. */
  readonly key?: string;
}

/** The partitions of configured topics under test: few, so that tests start quickly, and more than one. */
const PARTITIONS = 3;

/** What has not come by then is not coming. */
const NEVER_AFTER_MS = 60_000;

/** A service on real Kafka and PostgreSQL, in a corner of its own: nothing is faked but the browser. */
export class ServiceHarness {
  app!: NestFastifyApplication;

  private constructor(
    private readonly service: ServiceUnderTest,
    readonly session: TestSession,
    readonly kafka: KafkaClient,
    readonly appender: KafkaAppender,
    readonly database: Database,
    private readonly temporary: TemporaryDatabase,
    private readonly namespace: string,
  ) {}

  /** Starts a service on topics and a database that are empty. */
  static async start(service: ServiceUnderTest): Promise<ServiceHarness> {
    const brokers = process.env['SHOP_TEST_KAFKA']!;
    const namespace = `test-${randomUUID()}`;
    const temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
    Object.assign(process.env, { KAFKA_BROKERS: brokers, SHOP_NAMESPACE: namespace, DATABASE_URL: temporary.url });
    const kafka = connectKafka({ brokers, clientId: 'test', namespace });
    await ensureTopics(kafka, { partitions: PARTITIONS });
    const harness = new ServiceHarness(
      service,
      await testSession(),
      kafka,
      new KafkaAppender(kafka, { timeoutMs: 10_000 }),
      openDatabase({ url: temporary.url, application: 'test' }),
      temporary,
      namespace,
    );
    await harness.startApp();
    return harness;
  }

  /** Starts the service, again after `stopApp`, and waits until it can verify sessions. */
  async startApp(): Promise<void> {
    const { env, keys } = this.session;
    this.app = await createService({ ...this.service, env, sessionKeys: keys });
    await this.app.get(Revocations).known();
  }

  async stopApp(): Promise<void> {
    await this.app.close();
  }

  /** Listens on a free port of 127.0.0.1, for websockets. @returns the origin */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }

  /** Ends everything and removes what was made. */
  async close(): Promise<void> {
    await this.stopApp();
    await this.appender.close();
    await this.kafka.ask(async (admin) => {
      const own = (name: string) => name.startsWith(`${this.namespace}.`);
      await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
    });
    await this.kafka.close();
    await this.database.close();
    await this.temporary.drop();
    for (const name of ['KAFKA_BROKERS', 'SHOP_NAMESPACE', 'DATABASE_URL']) delete process.env[name];
  }

  /** Puts events into the log, as their writers would. */
  async appendEvents(topic: string, ...events: readonly CloudEvent[]): Promise<void> {
    await this.appender.append(events.map((event) => eventRecord(topic, event)));
  }

  /** Puts rows of users into the log, as change data capture would. @returns where they stand */
  async appendUsers(...users: readonly Pick<UserRow, 'userId' | 'name' | 'loyaltyStatus'>[]): Promise<Position[]> {
    const rows = users.map((user): UserRow => ({
      ...user,
      email: `${user.userId}@example.com`,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }));
    return this.appender.append(rows.map((row) => ({ topic: 'users', key: row.userId, value: JSON.stringify(row) })));
  }

  /** Asks the service, as the gateway would. */
  async ask<T = Record<string, unknown>>(call: string, { cookie, body, key }: Asked = {}): Promise<Answered<T>> {
    const [method, url] = call.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
    const headers = { ...(cookie && { cookie }), ...(key && { 'idempotency-key': key }) };
    const answered = await this.app.inject({ method, url, headers, ...(body && { payload: body }) });
    const [set] = answered.cookies;
    return {
      status: answered.statusCode,
      body: answered.body ? answered.json<T>() : (undefined as T),
      headers: answered.headers,
      ...(set && { cookie: `${set.name}=${set.value}` }),
    };
  }

  /**
   * Asks until the answer is what is waited for.
   * @throws Error with the last answer when it never is: a test that waits for ever says nothing
   */
  async until<T>(call: string, asked: Asked, reached: (answered: Answered<T>) => boolean): Promise<Answered<T>> {
    const deadline = Date.now() + NEVER_AFTER_MS;
    for (;;) {
      const answered = await this.ask<T>(call, asked);
      if (reached(answered)) return answered;
      if (Date.now() > deadline) throw new Error(`${call} came to ${answered.status} ${JSON.stringify(answered.body)}`);
    }
  }
}
