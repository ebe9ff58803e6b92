import { once, type EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  createService,
  ProblemFilter,
  Revocations,
  Sessions,
  SocketServers,
  testSession,
  type TestSession,
} from '@shop/http';
import { connectKafka, ensureTopics, KafkaAppender, type KafkaClient } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { io, type Socket } from 'socket.io-client';
import { LogModule } from './log.module.js';
import { Log } from './log.js';
import { startOwnKafka } from './testing/own-kafka.js';

jest.setTimeout(120_000);

/** What is to be ended, the newest first. */
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A service that verifies sessions by the topic: `GET /staff` and the namespace `/live` are for staff. */
function verifier({ env, keys }: TestSession, brokers: string): Promise<NestFastifyApplication> {
  return createService({
    name: 'notifier',
    module: LogModule.forRoot({ app: 'notifier', brokers }),
    env,
    sessionKeys: keys,
    configure: (fastify, app) => {
      const [sessions, filter] = [app.get(Sessions), app.get(ProblemFilter)];
      void fastify.register(async (scope) => {
        scope.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
        scope.get('/staff', async ({ headers }) => (await sessions.authenticate(headers, 'ops', true)).kind);
      });
      const server = app.get(SocketServers).open(fastify.server as Server, { access: 'ops' });
      server.of('/live').use(sessions.socketMiddleware('ops'));
      fastify.addHook('preClose', () => server.close());
    },
  });
}

function client(brokers: string): {
  kafka: KafkaClient;
  revoke: (sessionId: string) => Promise<unknown>;
  close: () => Promise<void>;
} {
  const kafka = connectKafka({ brokers, clientId: 'test' });
  const appender = new KafkaAppender(kafka, { timeoutMs: 20_000 });
  const revoke = (sessionId: string) => {
    const id = `session:${sessionId}`;
    const [revokedAt, expiresAt] = [0, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
    return appender.append([{ topic: 'revocations', key: id, value: JSON.stringify({ id, revokedAt, expiresAt }) }]);
  };
  return {
    kafka,
    revoke,
    close: async () => {
      await appender.close();
      await kafka.close();
    },
  };
}

test('sessions are refused until the revocations are read, and go on with what is known while Kafka is away', async () => {
  const session = await testSession();
  const cookieOf = (sessionId: string) => session.cookie({ sessionId, userId: sessionId, roles: ['ops'] });
  const [good, ended] = [await cookieOf('good'), await cookieOf('ended')];
  const broker = await startOwnKafka();
  ends.push(broker.remove);
  const log = client(broker.brokers);
  ends.push(log.close);
  await ensureTopics(log.kafka, {
    partitions: 1,
    topics: [topics.revocations, topics.control_events, topics.security_events],
  });
  await log.revoke('ended');
  await broker.kill();

  const app = await verifier(session, broker.brokers);
  ends.push(() => app.close());
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const ask = async (cookie: string) => {
    const answered = await fetch(`${url}/staff`, { headers: { cookie } });
    return answered.ok ? 200 : `${answered.status} ${((await answered.json()) as { code: string }).code}`;
  };
  const connect = (cookie: string): Socket => {
    const options = { transports: ['websocket'], extraHeaders: { cookie }, reconnection: false, forceNew: true };
    const socket = io(`${url}/live`, options);
    ends.push(() => socket.close());
    return socket;
  };
  const outcome = (socket: Socket) =>
    Promise.race(
      ['connect', 'connect_error'].map(async (event) =>
        once(socket as unknown as EventEmitter, event).then(() => event),
      ),
    );

  // Kafka is away before the revocations were read: nobody is let in, nobody is told to sign in again.
  const unverifiable = '503 session.unverifiable';
  expect([await ask(good), await ask(ended), await ask('')]).toEqual([
    unverifiable,
    unverifiable,
    '401 session.missing',
  ]);
  expect(await outcome(connect(good))).toBe('connect_error');

  await broker.start();
  await app.get(Revocations).known();
  expect([await ask(good), await ask(ended)]).toEqual([200, '401 session.missing']);
  const socket = connect(good);
  expect(await outcome(socket)).toBe('connect');

  // It is away afterwards: what is known counts.
  await broker.kill();
  const row = { topic: 'security_events', key: 'k', value: '{}' };
  await expect(app.get(Log).appender.append([row])).rejects.toThrow();
  expect([await ask(good), await ask(ended)]).toEqual([200, '401 session.missing']);
  expect(socket.connected).toBe(true);
  expect(await outcome(connect(await cookieOf('new')))).toBe('connect');

  // And back: what was ended meanwhile is heard of.
  await broker.start();
  const closed = once(socket as unknown as EventEmitter, 'disconnect');
  await log.revoke('good');
  await closed;
  expect([await ask(good), await ask(await cookieOf('other'))]).toEqual(['401 session.missing', 200]);
});
