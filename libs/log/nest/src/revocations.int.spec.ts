import { randomUUID } from 'node:crypto';
import { once, type EventEmitter } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, Readiness, Revocations, Sessions, testSession, type TestSession } from '@shop/http';
import { deadLetterHeaders, type LogRecord } from '@shop/log-core';
import { connectKafka, ensureTopics, KafkaAppender, readToEnd } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { LogModule } from './log.module.js';

const brokers = process.env['SHOP_TEST_KAFKA']!;
const used = [topics.revocations, topics.control_events, topics.dead_letters];
const namespace = `test-${randomUUID()}`;
const kafka = connectKafka({ brokers, clientId: 'test', namespace });
const appender = new KafkaAppender(kafka, { timeoutMs: 10_000 });
let session: TestSession;
const running: NestFastifyApplication[] = [];

@Injectable()
class Sockets implements OnApplicationBootstrap, OnModuleDestroy {
  private io: Server | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly sessions: Sessions,
  ) {}

  onApplicationBootstrap(): void {
    this.io = new Server(this.host.httpAdapter.getHttpServer(), { serveClient: false });
    this.io.of('/live').use(this.sessions.socketMiddleware('ops'));
  }

  async onModuleDestroy(): Promise<void> {
    await this.io?.close();
  }
}

beforeAll(async () => {
  process.env['SHOP_NAMESPACE'] = namespace;
  await ensureTopics(kafka, { partitions: 1, topics: used });
  session = await testSession();
});
afterAll(async () => {
  await Promise.all(running.map((app) => app.close()));
  await appender.close();
  await kafka.ask(async (admin) => admin.deleteTopics({ topics: used.map(({ name }) => kafka.physical(name)) }));
  await kafka.close();
  delete process.env['SHOP_NAMESPACE'];
}, 20_000);

/** A service that verifies sessions by the topic. */
async function verifier(addresses = brokers): Promise<NestFastifyApplication> {
  @Module({ imports: [LogModule.forRoot({ app: 'notifier', brokers: addresses })], providers: [Sockets] })
  class VerifierModule {}
  const { env, keys } = session;
  const app = await createService({ name: 'notifier', module: VerifierModule, env, sessionKeys: keys });
  running.push(app);
  return app;
}

const answered = (app: NestFastifyApplication, cookie: string) =>
  app
    .get(Sessions)
    .authenticate({ cookie }, 'user', true)
    .then(
      ({ kind }) => kind,
      ({ code }: { code: string }) => code,
    );

/** Ends a session, as change data capture tells of it, and resolves when a verifier has heard of something. */
async function revoke(app: NestFastifyApplication, id: string): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const end = app.get(Revocations).onChange(() => {
      end();
      resolve();
    });
  });
  const revokedAt = new Date();
  const row = {
    id,
    revokedAt: revokedAt.toISOString(),
    expiresAt: new Date(revokedAt.getTime() + 60_000).toISOString(),
  };
  await appender.append([{ topic: 'revocations', key: id, value: JSON.stringify(row) }]);
  await heard;
}

test('a session that is revoked ends at a service that nobody told, and its open socket closes; others go on', async () => {
  const app = await verifier();
  await app.get(Revocations).known();
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const cookies = await Promise.all(
    ['s1', 's2'].map((sessionId) => session.cookie({ sessionId, userId: sessionId, roles: ['ops'] })),
  );
  const sockets = cookies.map((cookie) => io(`${url}/live`, { transports: ['websocket'], extraHeaders: { cookie } }));
  await Promise.all(sockets.map((socket) => once(socket as unknown as EventEmitter, 'connect')));
  const closed = once(sockets[0] as unknown as EventEmitter, 'disconnect');
  await revoke(app, 'session:s1');
  await closed;
  expect(await Promise.all(cookies.map((cookie) => answered(app, cookie)))).toEqual(['session.missing', 'user']);
  expect(sockets[1].connected).toBe(true);
  for (const socket of sockets) socket.close();
}, 30_000);

test('a service that starts later knows what was revoked before, and is ready when it does', async () => {
  const app = await verifier();
  await app.get(Revocations).known();
  expect(await answered(app, await session.cookie({ sessionId: 's1' }))).toBe('session.missing');
  const { checks } = await app.get(Readiness).examine();
  expect(checks).toMatchObject({ 'reader notifier.revocations': { status: 'up' } });
}, 30_000);

test('a row that is not understood is put away by every service that verifies, which says so, and those after it count', async () => {
  const app = await verifier();
  await app.get(Revocations).known();
  const [bad] = await appender.append([{ topic: 'revocations', key: 'session:s3', value: '{"sid":"s3"}' }]);
  await revoke(app, 'session:s4');
  const letters: LogRecord[] = [];
  await readToEnd(kafka, [{ topic: topics.dead_letters, partition: 0 }], ({ records }) => letters.push(...records));
  expect(
    letters.map(({ raw: { headers } }) => [headers[deadLetterHeaders.reader], headers[deadLetterHeaders.offset]]),
  ).toContainEqual(['notifier.revocations', bad.offset]);
  const { checks } = await app.get(Readiness).examine();
  expect(checks['reader notifier.revocations'].status).toBe('degraded');
  expect(await answered(app, await session.cookie({ sessionId: 's4' }))).toBe('session.missing');
}, 30_000);

test('a service that could not read the topic to its end yet says that it can not verify', async () => {
  const app = await verifier('127.0.0.1:1');
  expect(await answered(app, await session.cookie())).toBe('session.unverifiable');
  expect(await answered(app, '')).toBe('session.missing');
  const { checks } = await app.get(Readiness).examine();
  expect(checks).toMatchObject({ 'reader notifier.revocations': { status: 'down' } });
}, 30_000);
