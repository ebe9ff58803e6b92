import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, Revocations, testSession, type TestSession } from '@shop/http';
import { connectKafka, ensureTopics, KafkaAppender, type KafkaClient, type RunningReader } from '@shop/log-kafka';
import { temporaryDatabase, type TemporaryDatabase } from '@shop/log-postgres';
import { clean } from '@shop/review-pipeline-topology';
import { runTopology } from '@shop/streams-runtime';
import { AppModule } from '../app.module.js';

/** An answer, parsed. */
export interface Answered<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What a request may bring. */
export interface Asked {
  /** Who asks; nobody unless given. */
  readonly user?: string;
  readonly body?: object;
  readonly key?: string;
}

/** review-api on real Kafka and PostgreSQL in a corner of its own, with the cleaning step of the pipeline behind it. */
export class ReviewApiHarness {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly kafka: KafkaClient,
    private readonly session: TestSession,
    private readonly appender: KafkaAppender,
    private readonly cleaning: RunningReader,
    private readonly temporary: TemporaryDatabase,
    private readonly namespace: string,
  ) {}

  /** Starts it. No product and no user is in the log yet. */
  static async start(): Promise<ReviewApiHarness> {
    const brokers = process.env['SHOP_TEST_KAFKA']!;
    const namespace = `test-${randomUUID()}`;
    const temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
    Object.assign(process.env, { KAFKA_BROKERS: brokers, SHOP_NAMESPACE: namespace, DATABASE_URL: temporary.url });
    const kafka = connectKafka({ brokers, clientId: 'test', namespace });
    await ensureTopics(kafka, { partitions: 2 });
    const session = await testSession();
    const app = await createService({
      name: 'review-api',
      module: AppModule,
      env: session.env,
      sessionKeys: session.keys,
    });
    await app.get(Revocations).known();
    const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
    return new ReviewApiHarness(app, kafka, session, appender, runTopology(kafka, clean), temporary, namespace);
  }

  /** Ends everything and removes what was made. */
  async close(): Promise<void> {
    await Promise.all([this.app.close(), this.cleaning.stop()]);
    await this.appender.close();
    await this.kafka.ask(async (admin) => {
      const own = (name: string) => name.startsWith(`${this.namespace}.`);
      await admin.deleteTopics({ topics: (await admin.listTopics()).filter(own) });
    });
    await this.kafka.close();
    await this.temporary.drop();
    for (const name of ['KAFKA_BROKERS', 'SHOP_NAMESPACE', 'DATABASE_URL']) delete process.env[name];
  }

  /** Puts products into the log, as change data capture would. */
  async appendProducts(names: Readonly<Record<string, string>>): Promise<void> {
    const row = { department: 'Bakery', description: '', priceAmount: 100, priceCurrency: 'GBP', picture: null };
    const updatedAt = '2026-01-01T00:00:00.000Z';
    await this.appender.append(
      Object.entries(names).map(([sku, name]) => ({
        topic: 'products',
        key: sku,
        value: JSON.stringify({ sku, name, ...row, updatedAt }),
      })),
    );
  }

  /** Puts a user into the log; without a name, the tombstone. */
  async appendUser(userId: string, name?: string): Promise<void> {
    const row = { userId, name, email: `${userId}@example.com`, loyaltyStatus: 'Gold' };
    const value = name === undefined ? null : JSON.stringify({ ...row, updatedAt: '2026-01-01T00:00:00.000Z' });
    await this.appender.append([{ topic: 'users', key: userId, value }]);
  }

  /** Asks the service, as the gateway would. */
  async ask<T = Record<string, unknown>>(call: string, { user, body, key }: Asked = {}): Promise<Answered<T>> {
    const [method, url] = call.split(' ') as ['GET' | 'POST', string];
    const cookie = user && (await this.session.cookie({ userId: user }));
    const headers = { ...(cookie && { cookie }), ...(key && { 'idempotency-key': key }) };
    const answered = await this.app.inject({ method, url, headers, ...(body && { payload: body }) });
    return { status: answered.statusCode, body: answered.json<T>(), headers: answered.headers };
  }

  /** Asks until the answer is what is waited for. */
  async until<T>(call: string, asked: Asked, reached: (answered: Answered<T>) => boolean): Promise<Answered<T>> {
    for (;;) {
      const answered = await this.ask<T>(call, asked);
      if (reached(answered)) return answered;
    }
  }
}
