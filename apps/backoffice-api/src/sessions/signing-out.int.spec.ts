import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { another, app, call, cookieOf, register, sql, start, stop } from '../backoffice.fixture.js';
import { Housekeeping } from '../database/housekeeping.js';

beforeAll(start, 60_000);
afterAll(stop);

const statusOf = async (cookie: string) => (await call('GET', '/api/session', undefined, cookie)).statusCode;
const signIn = async (email: string) =>
  cookieOf(await call('POST', '/api/session', { email, password: 'correct horse' }));
const claimsOf = (cookie: string) => JSON.parse(atob(cookie.split('.')[1]));

describe('signing out', () => {
  it('ends that session at once, renewed tokens of it too, and no other of the user', async () => {
    const { cookie } = await register('out@example.com');
    const renewed = cookieOf(await call('GET', '/api/session', undefined, cookie));
    const other = await signIn('out@example.com');
    const answered = await call('DELETE', '/api/session', undefined, renewed);
    expect([answered.statusCode, cookieOf(answered)]).toEqual([204, 'shop_session_8080=']);
    expect([await statusOf(cookie), await statusOf(renewed), await statusOf(other)]).toEqual([401, 401, 200]);
  });

  it('is answered when its row is committed', async () => {
    const { cookie } = await register('row@example.com');
    await call('DELETE', '/api/session', undefined, cookie);
    const { rows } = await sql.query('SELECT * FROM revocations WHERE id = $1', [`session:${claimsOf(cookie).sid}`]);
    expect(rows).toEqual([{ id: expect.any(String), revokedAt: expect.any(Date), expiresAt: expect.any(Date) }]);
  });

  it('ends nothing for whoever has no session', async () => {
    const { rows: before } = await sql.query('SELECT count(*) FROM revocations');
    expect((await call('DELETE', '/api/session?everywhere=true')).statusCode).toBe(204);
    expect((await sql.query('SELECT count(*) FROM revocations')).rows).toEqual(before);
  });

  it('everywhere ends every session of the user, and one that begins at once afterwards is good', async () => {
    const { cookie } = await register('everywhere@example.com');
    const other = await signIn('everywhere@example.com');
    expect((await call('DELETE', '/api/session?everywhere=true', undefined, other)).statusCode).toBe(204);
    const after = await signIn('everywhere@example.com');
    expect([await statusOf(cookie), await statusOf(other), await statusOf(after)]).toEqual([401, 401, 200]);
    expect(claimsOf(after).auth_time - claimsOf(other).auth_time).toBeLessThan(60);
  });
});

describe('renewing', () => {
  it('keeps the session and the time of signing in', async () => {
    const { cookie } = await register('keeps@example.com');
    const renewed = cookieOf(await call('GET', '/api/session', undefined, cookie));
    const { sid, auth_time } = claimsOf(cookie);
    expect(claimsOf(renewed)).toMatchObject({ sid, auth_time });
  });
});

describe('roles', () => {
  const setRoles = (userId: string, roles: string) =>
    sql.query('UPDATE users SET roles = $2 WHERE "userId" = $1', [userId, roles]);

  it('that are taken away end what a session could do, whoever changed the row', async () => {
    const { userId } = await register('lost@example.com');
    await setRoles(userId, '{ops}');
    const staff = await signIn('lost@example.com');
    expect((await call('GET', '/api/users', undefined, staff)).statusCode).toBe(200);
    await setRoles(userId, '{}');
    expect((await call('GET', '/api/users', undefined, staff)).statusCode).toBe(401);
    const again = await signIn('lost@example.com');
    expect((await call('GET', '/api/users', undefined, again)).statusCode).toBe(403);
  });

  it('that are given leave the session, which has them when it is renewed', async () => {
    const { cookie, userId } = await register('given@example.com');
    await setRoles(userId, '{ops}');
    const renewed = cookieOf(await call('GET', '/api/session', undefined, cookie));
    expect((await call('GET', '/api/users', undefined, renewed)).statusCode).toBe(200);
  });

  it('are those of the row when a session begins, also when they are being taken away just then', async () => {
    const { userId } = await register('race@example.com');
    await setRoles(userId, '{ops}');
    await sql.query('BEGIN');
    await setRoles(userId, '{}');
    const signingIn = signIn('race@example.com');
    const waiting = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'`;
    // Within a transaction, what is known of other connections is looked up once.
    do await sql.query('SELECT pg_stat_clear_snapshot()');
    while ((await sql.query(waiting)).rows.length === 0);
    await sql.query('COMMIT');
    expect(claimsOf(await signingIn).roles).toEqual([]);
  });
});

describe('revocations', () => {
  it('are known to every process of the back office at once', async () => {
    const { cookie } = await register('both@example.com');
    const other = await another();
    await call('DELETE', '/api/session', undefined, cookie);
    const answered = await other.inject({ method: 'GET', url: '/api/session', headers: { cookie } });
    expect(answered.statusCode).toBe(401);
    await other.close();
  });

  it('are deleted when the tokens that they end have run out', async () => {
    await sql.query(`INSERT INTO revocations VALUES ('session:old', now() - interval '1 hour', now() - interval '1 second'),
      ('session:new', now(), now() + interval '1 hour')`);
    await app.get(Housekeeping).run();
    const { rows } = await sql.query(`SELECT id FROM revocations WHERE id IN ('session:old', 'session:new')`);
    expect(rows).toEqual([{ id: 'session:new' }]);
  });
});
