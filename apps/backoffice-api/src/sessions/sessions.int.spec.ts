import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { another, app, call, cookieOf, env, register, restart, sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

describe('signing in', () => {
  it('takes the right password, whatever the case of the address', async () => {
    await register('joan@example.com');
    const answered = await call('POST', '/api/session', { email: 'Joan@EXAMPLE.com', password: 'correct horse' });
    expect(answered.statusCode).toBe(200);
    expect(answered.headers['set-cookie']).toMatch(
      /^shop_session_8080=ey.*; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('answers a wrong password and an unknown account alike, in time too', async () => {
    await register('known@example.com');
    const attempt = async (email: string) => {
      const began = performance.now();
      const answered = await call('POST', '/api/session', { email, password: 'wrong' });
      return { answer: [answered.statusCode, answered.body], took: performance.now() - began };
    };
    const known = [
      await attempt('known@example.com'),
      await attempt('known@example.com'),
      await attempt('known@example.com'),
    ];
    const unknown = [
      await attempt('a@nobody.example'),
      await attempt('b@nobody.example'),
      await attempt('c@nobody.example'),
    ];
    expect(new Set([...known, ...unknown].map(({ answer }) => answer.join())).size).toBe(1);
    expect(known[0].answer[0]).toBe(401);
    const least = (attempts: { took: number }[]) => Math.min(...attempts.map(({ took }) => took));
    // Without a hash to verify, an unknown account would be answered in a hundredth of the time.
    expect(least(unknown)).toBeGreaterThan(least(known) / 3);
  });

  it('is refused after ten wrong passwords in a minute, for that account and client alone', async () => {
    await register('guessed@example.com');
    await register('other@example.com');
    const attempt = (email: string, password: string, client = '192.0.2.1') =>
      app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { email, password },
        headers: { 'x-forwarded-for': client },
      });
    for (let n = 0; n < 10; n++) expect((await attempt('guessed@example.com', 'wrong')).statusCode).toBe(401);
    const refused = await attempt('Guessed@example.com', 'correct horse');
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'signIn.tooMany']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await attempt('other@example.com', 'correct horse')).statusCode).toBe(200);
    expect((await attempt('guessed@example.com', 'correct horse', '192.0.2.2')).statusCode).toBe(200);
  });

  it('is not limited while the password is right', async () => {
    await register('often@example.com');
    for (let n = 0; n < 12; n++) {
      const { statusCode } = await call('POST', '/api/session', {
        email: 'often@example.com',
        password: 'correct horse',
      });
      expect(statusCode).toBe(200);
    }
  });
});

describe('a session', () => {
  it('is renewed from the row, so that a new status shows', async () => {
    const { cookie, userId } = await register('renew@example.com');
    await sql.query(`UPDATE users SET "loyaltyStatus" = 'Gold', roles = '{ops}' WHERE "userId" = $1`, [userId]);
    const renewed = await call('GET', '/api/session', undefined, cookie);
    expect(renewed.json().user).toMatchObject({ loyaltyStatus: 'Gold', roles: ['ops'] });
    expect((await call('GET', '/api/users', undefined, cookie)).statusCode).toBe(403);
    expect((await call('GET', '/api/users', undefined, cookieOf(renewed))).statusCode).toBe(200);
  });

  it('is over when the account is gone, and all services are told so', async () => {
    const { cookie, userId } = await register('gone@example.com');
    await sql.query('DELETE FROM users WHERE "userId" = $1', [userId]);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
    const { rows } = await sql.query('SELECT FROM revocations WHERE id = $1', [`user:${userId}`]);
    expect(rows).toHaveLength(1);
  });

  it('is verified by whoever has the public key, and survives a restart', async () => {
    const { cookie, userId } = await register('keys@example.com');
    const jwks = (await call('GET', '/.well-known/jwks.json')).json();
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const token = cookie.slice(cookie.indexOf('=') + 1);
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer: 'shop',
      audience: 'shop',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: userId, sid: expect.any(String), roles: [] });
    expect(JSON.stringify(payload)).not.toMatch(/keys@example|Lovelace/);
    expect((payload.exp as number) - (payload.iat as number)).toBe(30 * 60);
    expect((await stat(env['SHOP_KEY_FILE'])).mode & 0o777).toBe(0o600);
    expect(await readFile(env['SHOP_KEY_FILE'], 'utf8')).toContain('BEGIN PRIVATE KEY');
    await restart();
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(200);
  });
});

describe('the process', () => {
  it('is ready while the database answers, and starts beside another one', async () => {
    expect((await call('GET', '/health/ready')).json().checks.database).toEqual({ status: 'up' });
    const others = await Promise.all([another(), another()]);
    await Promise.all(others.map((other) => other.close()));
  });
});
