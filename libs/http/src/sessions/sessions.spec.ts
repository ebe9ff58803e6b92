import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { testSession, type TestSession } from '../testing/test-session.js';
import { Cookies } from './cookies.js';
import { OriginPolicy } from './origin-policy.js';
import type { UserPrincipal } from './principal.js';
import { SessionKeys } from './session-keys.js';
import { Sessions } from './sessions.js';

const config = { shopOrigin: 'http://localhost:8080', shopPort: 8080 };
const sessionsWith = (keys: SessionKeys) => new Sessions(new Cookies(config), keys, new OriginPolicy(config));

describe('websockets', () => {
  const http = createServer();
  let session: TestSession;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    session = await testSession();
    const sessions = sessionsWith(session.keys);
    server = new Server(http, { serveClient: false, allowRequest: sessions.allowRequest });
    server.of('/live').use(sessions.socketMiddleware('ops'));
    server
      .of('/live')
      .on('connection', (socket) => socket.emit('you', (socket.data as { principal: UserPrincipal }).principal));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/live`;
  });
  afterAll(() => server.close());

  const connect = (headers: Record<string, string>) =>
    io(url, { transports: ['websocket'], extraHeaders: headers, reconnection: false, forceNew: true });

  it('are for operations staff, who are known to the server', async () => {
    const client = connect({
      cookie: await session.cookie({ userId: 'o1', roles: ['ops'] }),
      origin: 'http://localhost:8080',
    });
    const [principal] = (await once(client as unknown as EventEmitter, 'you')) as [UserPrincipal];
    expect(principal).toMatchObject({ kind: 'user', userId: 'o1', owner: 'o1' });
    client.close();
  });

  it('close when the session ends', async () => {
    const client = connect({ cookie: await session.cookie({ roles: ['ops'], expiresIn: 1 }) });
    const [reason] = await once(client as unknown as EventEmitter, 'disconnect');
    expect(reason).toBe('transport close');
  });

  it.each([
    ['no session', () => Promise.resolve(''), 'session.missing', 401],
    ['an ended session', () => session.cookie({ roles: ['ops'], expiresIn: -1 }), 'session.missing', 401],
    ['a shopper', () => session.cookie(), 'role.missing', 403],
  ])('refuse %s', async (_, cookie, code, status) => {
    const client = connect({ cookie: await cookie() });
    const [error] = (await once(client as unknown as EventEmitter, 'connect_error')) as [Error & { data: object }];
    expect([error.message, error.data]).toEqual([code, expect.objectContaining({ code, status })]);
    client.close();
  });

  it.each<Record<string, string>>([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'refuse %j',
    async (headers) => {
      const client = connect({ cookie: await session.cookie({ roles: ['ops'] }), ...headers });
      await once(client as unknown as EventEmitter, 'connect_error');
      expect(client.connected).toBe(false);
      client.close();
    },
  );
});

describe('while no keys could be fetched', () => {
  const sessions = sessionsWith(new SessionKeys(() => Promise.reject(new Error('refused'))));
  let headers: { cookie: string };
  beforeAll(async () => {
    headers = { cookie: await (await testSession()).cookie() };
  });

  it('what anybody may read is answered as to a stranger', async () => {
    expect((await sessions.authenticate(headers, 'anybody', true)).kind).toBe('nobody');
  });

  it.each([
    ['anybody', false],
    ['owner', true],
    ['user', true],
    ['ops', true],
  ] as const)('access %s (only reading: %s) is unavailable, not refused', async (access, safe) => {
    await expect(sessions.authenticate(headers, access, safe)).rejects.toMatchObject({ status: 503 });
  });

  it('callers without a session are not concerned', async () => {
    expect((await sessions.authenticate({}, 'owner', false)).kind).toBe('nobody');
    await expect(sessions.authenticate({}, 'user', false)).rejects.toMatchObject({ status: 401 });
  });
});
