import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, Revocations, testSession, type TestSession } from '@shop/http';
import { cloudEvent, eventRecord, type ReaderStatus } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import { Log } from '@shop/log-nest';
import { openDatabase, temporaryDatabase, type Database, type TemporaryDatabase } from '@shop/log-postgres';
import type { ControlEventData, ProductRow } from '@shop/topics';
import { AppModule } from '../app.module.js';

/** The reader that operators ask things of here. */
const BASKETS = 'basket-api.baskets';

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
  readonly key?: string;
  /** Another instance than the first. */
  readonly of?: NestFastifyApplication;
}

/** basket-api on real Kafka and PostgreSQL, in a corner of its own: nothing is faked but the browser. */
export class BasketApiHarness {
  app!: NestFastifyApplication;

  private constructor(
    readonly session: TestSession,
    readonly kafka: KafkaClient,
    readonly appender: KafkaAppender,
    readonly database: Database,
    private readonly temporary: TemporaryDatabase,
    private readonly namespace: string,
  ) {}

  /** Starts it. No product is in the log yet. */
  static async start(): Promise<BasketApiHarness> {
    const brokers = process.env['SHOP_TEST_KAFKA']!;
    const namespace = `test-${randomUUID()}`;
    const temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
    Object.assign(process.env, { KAFKA_BROKERS: brokers, SHOP_NAMESPACE: namespace, DATABASE_URL: temporary.url });
    const kafka = connectKafka({ brokers, clientId: 'test', namespace });
    await ensureTopics(kafka, { partitions: 3 });
    const harness = new BasketApiHarness(
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

  /** Starts the service, again after `stopApp`. */
  async startApp(): Promise<void> {
    this.app = await this.startInstance();
  }

  /** Starts one more instance, which shares readers and database with the first. */
  async startInstance(): Promise<NestFastifyApplication> {
    const { env, keys } = this.session;
    const instance = await createService({ name: 'basket-api', module: AppModule, env, sessionKeys: keys });
    await instance.get(Revocations).known();
    return instance;
  }

  async stopApp(): Promise<void> {
    await this.app.close();
  }

  /** Ends everything and removes what was made. */
  async close(): Promise<void> {
    await this.stopApp();
    await this.appender.close();
    await this.kafka.ask(async (admin) => {
      const own = (name: string) => name.startsWith(`${this.namespace}.`);
      await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
      await admin.deleteGroups((await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(own));
    });
    await this.kafka.close();
    await this.database.close();
    await this.temporary.drop();
    for (const name of ['KAFKA_BROKERS', 'SHOP_NAMESPACE', 'DATABASE_URL']) delete process.env[name];
  }

  /** Puts products into the log, as change data capture would. */
  async appendProducts(products: Readonly<Record<string, number>>): Promise<void> {
    const rows = Object.entries(products).map(([sku, priceAmount]): ProductRow => ({
      sku,
      name: sku.replaceAll('-', ' '),
      department: 'Groceries',
      description: '',
      priceAmount,
      priceCurrency: 'GBP',
      picture: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    }));
    await this.appender.append(rows.map((row) => ({ topic: 'products', key: row.sku, value: JSON.stringify(row) })));
  }

  /** Asks something of the reader `basket-api.baskets`, as an operator would, and waits until it has done it. */
  async control(type: 'ReaderPauseRequested' | 'ReaderResumeRequested', state: ReaderStatus['state']): Promise<void> {
    await this.request(type);
    const log = this.app.get(Log);
    while (log.readers().find(({ name }) => name === BASKETS)?.state !== state)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** Has the read model of baskets built anew, as an operator would, and waits until the new one answers. */
  async rebuild(): Promise<void> {
    const before = await this.basketsSchema();
    await this.request('ProjectionRebuildRequested');
    while ((await this.basketsSchema()) === before);
  }

  /** The schema of the generation of baskets that answers. */
  async basketsSchema(): Promise<string> {
    const query = `SELECT generation FROM projections.active WHERE projection = 'baskets'`;
    const [{ generation }] = await this.database.query<{ generation: number }>(query);
    return `baskets_${generation}`;
  }

  private async request(type: keyof ControlEventData): Promise<void> {
    const context = {
      id: randomUUID(),
      source: '/test',
      time: new Date().toISOString(),
      correlationid: 'test',
      actor: 'operator',
    };
    const event = cloudEvent(type, BASKETS, { reader: BASKETS }, context);
    await this.appender.append([eventRecord('control_events', event)]);
  }

  /** Asks the service, as the gateway would. */
  async ask<T = Record<string, unknown>>(
    call: string,
    { cookie, body, key, of = this.app }: Asked = {},
  ): Promise<Answered<T>> {
    const [method, url] = call.split(' ') as ['GET' | 'POST' | 'DELETE', string];
    const headers = { ...(cookie && { cookie }), ...(key && { 'idempotency-key': key }) };
    const answered = await of.inject({ method, url, headers, ...(body && { payload: body }) });
    const [set] = answered.cookies;
    return {
      status: answered.statusCode,
      body: answered.body ? answered.json<T>() : (undefined as T),
      headers: answered.headers,
      ...(set && { cookie: `${set.name}=${set.value}` }),
    };
  }

  /** Asks until the answer is what is waited for. */
  async until<T>(call: string, asked: Asked, reached: (answered: Answered<T>) => boolean): Promise<Answered<T>> {
    for (;;) {
      const answered = await this.ask<T>(call, asked);
      if (reached(answered)) return answered;
    }
  }

  /** A new guest with an open basket. */
  async guestWithBasket(): Promise<{ cookie: string; basketId: string; path: string }> {
    const { body, cookie } = await this.ask<{ basketId: string }>('POST /api/baskets');
    return { cookie: cookie!, basketId: body.basketId, path: `/api/baskets/${body.basketId}` };
  }
}
