import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Injectable, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, Readiness, testSession } from '@shop/http';
import { keyOf, Retriable, type BatchSink, type RecordBatch } from '@shop/log-core';
import { connectKafka, ensureTopics, LogAdmin } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { BatchContext, Log, LogModule, OnBatch, Reader, type ReaderOf } from './index.js';

const brokers = process.env['SHOP_TEST_KAFKA'] as string;
const namespace = `test-${randomUUID()}`;
const user = (userId: string) => ({
  topic: 'users',
  key: userId,
  value: JSON.stringify({
    userId,
    name: 'A',
    email: 'a@example.com',
    loyaltyStatus: 'Gold',
    updatedAt: '2026-11-21T09:30:00.000Z',
  }),
});

const handled: string[] = [];
let refusals = 2;
let told: () => void = () => undefined;

@Controller()
class Effects {
  @OnBatch('notifier.raiser')
  async handle(@Payload() batch: RecordBatch, @Ctx() context: BatchContext): Promise<void> {
    expect(context.signal.aborted).toBe(false);
    if (refusals-- > 0) throw new Retriable('not yet');
    handled.push(...batch.bad.map(({ code }) => code));
    told();
  }
}

const rows: string[] = [];

@Reader('notifier.customers')
@Injectable()
class Customers implements ReaderOf {
  constructor(private readonly log: Log) {}

  sink(): BatchSink {
    const positions = new Map<string, number>();
    expect(this.log.app).toBe('notifier');
    return {
      open: async () => positions,
      store: async (batch) => {
        rows.push(...batch.records.map(({ key }) => key));
        positions.set(keyOf(batch), batch.next);
      },
    };
  }
}

@Reader('notifier.customers')
@Injectable()
class Misguided implements ReaderOf {
  sink(): BatchSink {
    return { topics: ['orders'], open: async () => new Map(), store: async () => undefined };
  }
}

@Module({ imports: [LogModule.forRoot({ app: 'notifier', brokers })], providers: [Misguided] })
class MisguidedModule {}

@Module({ imports: [LogModule.forRoot({ app: 'notifier', brokers })], controllers: [Effects], providers: [Customers] })
class TestModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  process.env['SHOP_NAMESPACE'] = namespace;
  const kafka = connectKafka({ brokers, clientId: 'test' });
  await ensureTopics(kafka, { partitions: 2 });
  await kafka.close();
  const session = await testSession();
  app = await createService({ name: 'notifier', module: TestModule, env: session.env, sessionKeys: session.keys });
}, 40_000);
afterAll(async () => {
  await app.close();
  const kafka = connectKafka({ brokers, clientId: 'test' });
  await kafka.ask(async (admin) =>
    admin.deleteTopics({ topics: Object.keys(topics).map((topic) => kafka.physical(topic)) }),
  );
  await kafka.close();
  delete process.env['SHOP_NAMESPACE'];
}, 20_000);

test('readers start with the service, and it is ready when they have caught up', async () => {
  const log = app.get(Log);
  await Promise.all([log.caughtUp('notifier.customers'), log.caughtUp('notifier.raiser')]);
  const { checks } = await app.get(Readiness).examine();
  expect(checks).toMatchObject({
    'reader notifier.customers': { status: 'up' },
    'reader notifier.raiser': { status: 'up' },
  });
});

test('a provider takes the batches of the topics that the map gives to it', async () => {
  const log = app.get(Log);
  const [position] = await log.appender.append([user('u1')]);
  const place = { topic: position.topic, partition: position.partition };
  const admin = new LogAdmin(log.kafka);
  while ((await admin.groupOffsets('notifier.customers', [place])).get(keyOf(place)) === undefined);
  expect(rows).toEqual(['u1']);
});

test('a handler is an ordinary method, and what it throws makes the batch come again', async () => {
  const log = app.get(Log);
  const done = new Promise<void>((resolve) => (told = resolve));
  await log.appender.append([{ topic: 'unhappy_vips', key: 'k', value: 'not json' }]);
  await done;
  expect(handled).toEqual(['json.invalid']);
  expect(refusals).toBe(-1);
});

test('a sink that is made for other topics than the map gives to its reader keeps the service from starting', async () => {
  const session = await testSession();
  const started = createService({
    name: 'notifier',
    module: MisguidedModule,
    env: session.env,
    sessionKeys: session.keys,
  });
  await expect(started).rejects.toThrow(
    'The map gives users to the reader notifier.customers, but what it writes is made from orders',
  );
});
