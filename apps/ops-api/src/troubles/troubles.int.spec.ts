import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LIVE_PATH, type Page, type Trouble } from '@shop/api';
import { ServiceHarness } from '@shop/http/testing';
import { io, type Socket } from 'socket.io-client';
import { AppModule } from '../app.module.js';

jest.setTimeout(120_000);

const READER = 'ops-api.customers';
interface Health {
  readonly status: string;
  readonly checks: Readonly<Record<string, { readonly status: string; readonly detail?: string }>>;
}

describe('what is wrong now', () => {
  let ops: ServiceHarness;
  let staff: { cookie: string };
  let socket: Socket;
  const pushed: Trouble[][] = [];
  /** Stands for Kafka Connect: what its connector's task says. */
  let connect: Server;
  let task = 'RUNNING';

  beforeAll(async () => {
    connect = createServer((_, answer) => {
      const status = { connector: { state: 'RUNNING' }, tasks: [{ state: task, trace: 'a.b.Broken: no' }] };
      answer.end(JSON.stringify({ backoffice: { status } }));
    });
    await new Promise<void>((listening) => connect.listen(0, '127.0.0.1', listening));
    process.env['CONNECT_URL'] = `http://127.0.0.1:${(connect.address() as { port: number }).port}`;
    ops = await ServiceHarness.start({ name: 'ops-api', module: AppModule });
    const origin = await ops.listen();
    staff = { cookie: await ops.session.cookie({ userId: 'user-ops', roles: ['ops'] }) };
    socket = io(`${origin}/live`, {
      path: LIVE_PATH,
      transports: ['websocket'],
      extraHeaders: { cookie: staff.cookie },
    });
    socket.on('troubles', (troubles: Trouble[]) => pushed.push(troubles));
    await ops.until('GET /health/ready', staff, ({ status }) => status === 200);
    await ops.until('GET /health/ready', staff, () => pushed.length > 0);
  });
  afterAll(async () => {
    socket?.disconnect();
    await ops?.close();
    delete process.env['CONNECT_URL'];
    await new Promise((closed) => connect.close(closed));
  });

  const until = (reached: (troubles: readonly Trouble[]) => boolean) =>
    ops.until<Page<Trouble>>('GET /api/ops/troubles', staff, ({ body }) => reached(body.items));
  const users = (count: number, from = 0) =>
    Array.from({ length: count }, (_, n) => ({
      userId: `user-${from + n}`,
      name: 'Ann',
      loyaltyStatus: 'Bronze' as const,
    }));

  it('is nothing while all is understood, and for operations staff only', async () => {
    await ops.appendUsers(...users(30));
    expect((await ops.ask<Page<Trouble>>('GET /api/ops/troubles', staff)).body.items).toEqual([]);
    expect((await ops.ask('GET /api/ops/troubles')).status).toBe(401);
    expect((await ops.ask<Health>('GET /health/ready')).body.status).toBe('ready');
  });

  it('names a source whose rows are not understood, to consoles and in the health of the reader, until they are again', async () => {
    // As a renamed column would: the row lacks a field.
    const row = JSON.stringify({ userId: 'user-1', email: 'a@example.com', updatedAt: '2026-01-01T00:00:00.000Z' });
    await ops.appender.append([{ topic: 'users', key: 'user-1', value: row }]);
    const { body } = await until((troubles) => troubles.length > 0);
    expect(body.items).toMatchObject([{ kind: 'records', reader: READER, topic: 'users', count: 1 }]);
    await ops.until('GET /health/ready', staff, () => pushed.at(-1)?.length === 1);

    const { status, body: health } = await ops.until<Health>(
      'GET /health/ready',
      {},
      ({ body }) => body.status !== 'ready',
    );
    // It is degraded and stays in service: what somebody else wrote must not take it out.
    expect([status, health.status]).toEqual([200, 'degraded']);
    expect(health.checks[`reader ${READER}`]).toMatchObject({ status: 'degraded' });
    expect(health.checks[`reader ${READER}`]?.detail).toMatch(/^not understood: 1 records of users since 20/);

    await ops.appendUsers(...users(60, 100));
    await until((troubles) => troubles.length === 0);
    await ops.until<Health>('GET /health/ready', {}, ({ body }) => body.status === 'ready');
    await ops.until('GET /health/ready', staff, () => pushed.at(-1)?.length === 0);
  });

  it('names a connector that has failed', async () => {
    task = 'FAILED';
    const { body } = await until((troubles) => troubles.length > 0);
    expect(body.items).toMatchObject([
      { kind: 'connector', connector: 'backoffice', state: 'FAILED', reason: 'a.b.Broken' },
    ]);
    const health = await ops.ask<Health>('GET /health/ready');
    expect([health.status, health.body.checks['connect']]).toEqual([
      200,
      { status: 'degraded', detail: 'backoffice is FAILED' },
    ]);
    await ops.until('GET /health/ready', staff, () => pushed.at(-1)?.length === 1);
    task = 'RUNNING';
    await until((troubles) => troubles.length === 0);
  });
});
