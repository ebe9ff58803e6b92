import { EventEmitter, once } from 'node:events';
import { createServer, request as startRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { SecurityEventRow } from '@shop/topics';
import { ClientAddresses } from '../limits/client-address.js';
import { createLogger } from '../logging/logger.js';
import { SecurityLog } from '../security/security-log.js';
import { SecurityRecorder } from '../security/security-recorder.js';
import { Cookies } from '../sessions/cookies.js';
import { OriginPolicy } from '../sessions/origin-policy.js';
import type { UserPrincipal } from '../sessions/principal.js';
import { Sessions } from '../sessions/sessions.js';
import { testSession, type TestSession } from '../testing/test-session.js';
import { SocketServers } from './socket-servers.js';

const config = { shopOrigin: 'http://localhost:8080', shopPort: 8080 };
const http = createServer();
let session: TestSession;
let server: Server;
/** What was recorded, newest last. */
const events: SecurityEventRow[] = [];
const recording = new EventEmitter();
let origin: string;

beforeAll(async () => {
  session = await testSession();
  const sessions = new Sessions(new Cookies(config), session.keys, new OriginPolicy(config), session.revocations);
  const logger = createLogger('test', 'silent');
  const log = new SecurityLog(logger);
  log.writeTo(async (event) => {
    events.push(event);
    recording.emit('event');
  });
  const recorder = new SecurityRecorder(log, { name: 'test' }, logger);
  server = new SocketServers(sessions, new ClientAddresses(1), recorder, { limits: true }).open(http, {
    access: 'ops',
  });
  server.of('/live').use(sessions.socketMiddleware('ops'));
  server
    .of('/live')
    .on('connection', (socket) => socket.emit('you', (socket.data as { principal: UserPrincipal }).principal));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const connect = (headers: Record<string, string>) =>
  io(`${origin}/live`, { transports: ['websocket'], extraHeaders: headers, reconnection: false, forceNew: true });

/** What a client hears. */
const heard = async (client: Socket, event: string) =>
  (await once(client as unknown as EventEmitter, event)) as unknown[];

/** Closes a client; resolves when the server knows. */
async function closed(client: Socket): Promise<void> {
  const { conn } = server.of('/live').sockets.get(client.id as string)!;
  const gone = once(conn as unknown as EventEmitter, 'close');
  client.close();
  await gone;
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** A handshake that is not a browser's, and its answer. */
async function shakeHands(transport: 'polling' | 'websocket', headers: Record<string, string>) {
  const url = `${origin}/socket.io/?EIO=4&transport=${transport}`;
  const asked = startRequest(url, { headers: { ...(transport === 'websocket' && UPGRADE), ...headers } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, type: answer.headers['content-type'], body: await text(answer) };
}

describe('a websocket', () => {
  it('is for operations staff, who are known to the server', async () => {
    const client = connect({
      cookie: await session.cookie({ userId: 'o1', roles: ['ops'] }),
      origin: 'http://localhost:8080',
    });
    const [principal] = await heard(client, 'you');
    expect(principal).toMatchObject({ kind: 'user', userId: 'o1', owner: 'o1' });
    client.close();
  });

  it('closes when the session ends', async () => {
    const client = connect({ cookie: await session.cookie({ roles: ['ops'], expiresIn: 1 }) });
    expect((await heard(client, 'disconnect'))[0]).toBe('transport close');
  });

  it.each([
    ['it is signed out', 'session:s1'],
    ['its user loses a role', 'user:r1'],
  ])('closes when %s, and no other does', async (_, id) => {
    const ended = connect({ cookie: await session.cookie({ sessionId: 's1', userId: 'r1', roles: ['ops'] }) });
    const other = connect({ cookie: await session.cookie({ sessionId: 's2', userId: 'r2', roles: ['ops'] }) });
    await Promise.all([heard(ended, 'you'), heard(other, 'you')]);
    const gone = heard(ended, 'disconnect');
    session.revocations.add({ id, revokedAt: new Date().toISOString() });
    expect((await gone)[0]).toBe('transport close');
    expect(other.connected).toBe(true);
    await closed(other);
    session.revocations.forget(id);
  });

  it('closes when its client sends much', async () => {
    const client = connect({ cookie: await session.cookie({ userId: 'o2', roles: ['ops'] }) });
    await heard(client, 'you');
    client.emit('x', 'x'.repeat(5_000));
    expect((await heard(client, 'disconnect'))[0]).toBe('transport close');
  });
});

describe.each(['polling', 'websocket'] as const)('a handshake by %s', (transport) => {
  it.each<[string, () => Promise<Record<string, string>>, number, string]>([
    ['without a session', () => Promise.resolve({}), 401, 'session.missing'],
    [
      'with an ended session',
      async () => ({ cookie: await session.cookie({ expiresIn: -1 }) }),
      401,
      'session.missing',
    ],
    ['of a shopper', async () => ({ cookie: await session.cookie() }), 403, 'role.missing'],
    [
      "of another site's page",
      async () => ({ cookie: await session.cookie({ roles: ['ops'] }), origin: 'https://evil.example' }),
      403,
      'origin.foreign',
    ],
    [
      'of a cross-site request',
      async () => ({ cookie: await session.cookie({ roles: ['ops'] }), 'sec-fetch-site': 'cross-site' }),
      403,
      'origin.foreign',
    ],
  ])('%s is refused and becomes no connection', async (_, headers, status, code) => {
    let connections = 0;
    const count = () => (connections += 1);
    server.engine.on('connection', count);
    const answer = await shakeHands(transport, await headers());
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ code, status });
    server.engine.off('connection', count);
    expect(connections).toBe(0);
  });

  it('that is refused is a security event, once of a client and reason', async () => {
    const from = transport === 'polling' ? '192.0.2.1' : '192.0.2.2';
    const cookie = await session.cookie({ userId: 'u7' });
    const recorded = () => events.filter(({ client }) => client === from);
    for (let times = 0; times < 20; times++) {
      await shakeHands(transport, { 'x-forwarded-for': from });
      await shakeHands(transport, { 'x-forwarded-for': from, cookie });
    }
    while (recorded().length < 2) await once(recording, 'event');
    const refused = { app: 'test', action: 'openSocket', target: '/socket.io', outcome: 'refused', client: from };
    expect(recorded()).toMatchObject([
      { ...refused, actor: null, code: 'session.missing' },
      { ...refused, actor: 'u7', code: 'role.missing' },
    ]);
  });

  it('of a user with as many connections as one may have is refused, and accepted when one is closed', async () => {
    const cookie = await session.cookie({ userId: `many-${transport}`, roles: ['ops'] });
    const clients = Array.from({ length: 60 }, () => connect({ cookie }));
    // At once, so that no handshake sees the connection of another one.
    const outcomes = await Promise.all(
      clients.map((client) =>
        Promise.race([
          heard(client, 'you').then(() => client),
          heard(client, 'connect_error').then(() => undefined),
          heard(client, 'disconnect').then(() => undefined),
        ]),
      ),
    );
    const connected = outcomes.filter((client) => client !== undefined);
    expect(connected).toHaveLength(50);
    expect(JSON.parse((await shakeHands(transport, { cookie })).body)).toMatchObject({ code: 'sockets.tooMany' });
    expect(events).toContainEqual(expect.objectContaining({ actor: `many-${transport}`, code: 'sockets.tooMany' }));

    await closed(connected[0]);
    const another = connect({ cookie });
    await heard(another, 'you');
    await Promise.all([another, ...connected.slice(1)].map(closed));
    for (const client of clients) client.close();
  });
});
