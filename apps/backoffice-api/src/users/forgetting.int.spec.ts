import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, opsCookie, register, sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

const rowsOf = async (userId: string) => (await sql.query('SELECT FROM users WHERE "userId" = $1', [userId])).rowCount;

describe('a person', () => {
  it('deletes their account with their password, which ends the session', async () => {
    const { cookie, userId } = await register('leaving@example.com');
    const answered = await call('DELETE', `/api/users/${userId}`, { password: 'correct horse' }, cookie);
    expect([answered.statusCode, answered.body]).toEqual([204, '']);
    expect(String(answered.headers['set-cookie'])).toMatch(/^shop_session_8080=;.*Max-Age=0/);
    expect(await rowsOf(userId)).toBe(0);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
    const again = await call('POST', '/api/session', { email: 'leaving@example.com', password: 'correct horse' });
    expect(again.statusCode).toBe(401);
  });

  it.each([
    ['a wrong password', { password: 'wrong horse' }],
    ['no password', {}],
    ['no body', undefined],
  ])('deletes nothing with %s, and keeps the session', async (_, body) => {
    const { cookie, userId } = await register(`${crypto.randomUUID()}@example.com`);
    const answered = await call('DELETE', `/api/users/${userId}`, body, cookie);
    expect([answered.statusCode, answered.json().code]).toEqual([422, 'password.wrong']);
    expect(answered.json().errors).toEqual([{ path: '/body/password', message: expect.any(String) }]);
    expect(await rowsOf(userId)).toBe(1);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(200);
  });

  it('may guess as seldom as at signing in', async () => {
    const { cookie, userId } = await register('stolen@example.com');
    const guess = () => call('DELETE', `/api/users/${userId}`, { password: 'guess' }, cookie);
    const statuses = new Set<number>();
    for (let n = 0; n < 11; n++) statuses.add((await guess()).statusCode);
    expect([...statuses]).toEqual([422, 429]);
    expect(await rowsOf(userId)).toBe(1);
  });

  it('is told what is held', async () => {
    const { cookie, userId } = await register('held@example.com');
    const answered = await call('GET', `/api/users/${userId}/export/account`, undefined, cookie);
    expect(answered.json().user).toMatchObject({ userId, name: 'Ada Lovelace', email: 'held@example.com' });
    expect(answered.body).not.toContain('argon2');
  });
});

describe('somebody else', () => {
  it.each([
    ['DELETE', ''],
    ['GET', '/export/account'],
  ] as const)('is to %s like nobody at all', async (method, path) => {
    const [{ cookie }, { userId }] = [
      await register(`${crypto.randomUUID()}@example.com`),
      await register(`${crypto.randomUUID()}@example.com`),
    ];
    const foreign = await call(method, `/api/users/${userId}${path}`, undefined, cookie);
    const absent = await call(method, `/api/users/nobody${path}`, undefined, cookie);
    expect([foreign.statusCode, foreign.body]).toEqual([404, absent.body]);
    expect(await rowsOf(userId)).toBe(1);
    expect((await call(method, `/api/users/${userId}${path}`)).statusCode).toBe(401);
  });
});

describe('operations staff', () => {
  it('forget a person without their password, once', async () => {
    const ops = await opsCookie();
    const { userId, cookie } = await register('asked-by-letter@example.com');
    expect((await call('DELETE', `/api/users/${userId}`, undefined, ops)).statusCode).toBe(204);
    expect((await call('DELETE', `/api/users/${userId}`, undefined, ops)).statusCode).toBe(404);
    expect(await rowsOf(userId)).toBe(0);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
    expect((await call('GET', '/api/session', undefined, ops)).statusCode).toBe(200);
  });
});
