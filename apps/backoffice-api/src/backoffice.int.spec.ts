import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService, testSession } from '@shop/http';
import { temporaryDatabase, type TemporaryDatabase } from '@shop/log-postgres';
import { ProductRow, UserRow } from '@shop/topics';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import { backoffice } from './backoffice.js';

let folder: string;
let database: TemporaryDatabase;
let app: NestFastifyApplication;
let sql: pg.Client;
let env: Record<string, string>;

const start = async () => createService(await backoffice(env));
const call = (method: string, url: string, payload?: object, cookie?: string) =>
  app.inject({ method: method as 'GET', url, payload, headers: cookie ? { cookie } : {} });
const cookieOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers['set-cookie']).split(';', 1)[0];
const register = async (email: string, name = 'Ada Lovelace') => {
  const answered = await call('POST', '/api/users', { name, email, password: 'correct horse' });
  return { answered, cookie: cookieOf(answered), userId: answered.json().user?.userId as string };
};
const opsCookie = async () => {
  const { userId } = await register(`ops-${crypto.randomUUID()}@example.com`);
  await sql.query(`UPDATE users SET roles = '{ops}' WHERE "userId" = $1`, [userId]);
  const { rows } = await sql.query('SELECT email FROM users WHERE "userId" = $1', [userId]);
  return cookieOf(await call('POST', '/api/session', { email: rows[0].email, password: 'correct horse' }));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backoffice-'));
  database = await temporaryDatabase(process.env.SHOP_TEST_POSTGRES!);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  // Roles belong to the server, not to the database: another run may have made it.
  await sql.query(`DO $$ BEGIN CREATE ROLE cdc; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  const { env: shared } = await testSession();
  env = {
    ...shared,
    DATABASE_URL: database.url,
    SHOP_KEY_FILE: join(folder, 'keys', 'session.pem'),
    REGISTRATIONS_PER_CLIENT: '100',
  };
  app = await start();
}, 60_000);

afterAll(async () => {
  await app?.close();
  await sql?.end();
  await database?.drop();
  await rm(folder, { recursive: true });
});

describe('registration', () => {
  it('makes a Bronze customer and signs in', async () => {
    const { answered, cookie, userId } = await register('ada@example.com');
    expect(answered.statusCode).toBe(201);
    expect(answered.json()).toEqual({
      user: { userId, name: 'Ada Lovelace', email: 'ada@example.com', loyaltyStatus: 'Bronze', roles: [] },
    });
    expect((await call('GET', '/api/session', undefined, cookie)).json()).toEqual(answered.json());
    const { rows } = await sql.query('SELECT "passwordHash" FROM users WHERE "userId" = $1', [userId]);
    expect(rows[0].passwordHash).toMatch(/^\$argon2id\$/);
  });

  it('refuses an email address that has an account, whatever its case', async () => {
    await register('grace@example.com');
    const { answered } = await register('GRACE@Example.com');
    expect([answered.statusCode, answered.json().code]).toEqual([409, 'user.exists']);
    expect(answered.headers['set-cookie']).toBeUndefined();
  });

  it('makes one account of two requests at once', async () => {
    const both = await Promise.all([register('twin@example.com'), register('twin@example.com')]);
    expect(both.map(({ answered }) => answered.statusCode).sort()).toEqual([201, 409]);
  });
});

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

  it('is over when the account is gone, or after signing out', async () => {
    const { cookie, userId } = await register('gone@example.com');
    expect(cookieOf(await call('DELETE', '/api/session', undefined, cookie))).toBe('shop_session_8080=');
    await sql.query('DELETE FROM users WHERE "userId" = $1', [userId]);
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(401);
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
    expect(payload).toMatchObject({ sub: userId, email: 'keys@example.com', loyaltyStatus: 'Bronze', roles: [] });
    expect((payload.exp as number) - (payload.iat as number)).toBe(30 * 60);
    expect((await stat(env['SHOP_KEY_FILE'])).mode & 0o777).toBe(0o600);
    expect(await readFile(env['SHOP_KEY_FILE'], 'utf8')).toContain('BEGIN PRIVATE KEY');
    await app.close();
    app = await start();
    expect((await call('GET', '/api/session', undefined, cookie)).statusCode).toBe(200);
  });
});

describe('operations staff', () => {
  it('change a loyalty status by a plain UPDATE that stamps the row', async () => {
    const { userId } = await register('vip@example.com');
    const ops = await opsCookie();
    const before = (await call('GET', `/api/users?q=${userId}`, undefined, ops)).json().items[0];
    const changed = await call('PATCH', `/api/users/${userId}`, { loyaltyStatus: 'Platinum' }, ops);
    expect([changed.statusCode, changed.json()]).toEqual([
      200,
      { ...before, loyaltyStatus: 'Platinum', updatedAt: expect.any(String) },
    ]);
    expect(changed.json().updatedAt > before.updatedAt).toBe(true);
    expect((await call('PATCH', '/api/users/nobody', { loyaltyStatus: 'Gold' }, ops)).statusCode).toBe(404);
    expect((await call('PATCH', `/api/users/${userId}`, { loyaltyStatus: 'Wood' }, ops)).statusCode).toBe(400);
  });

  it('find users page by page, each once, by every word', async () => {
    const ops = await opsCookie();
    const names = ['Zoe Ünlü', 'zoe under_score', 'Zoe 100%', 'Zoe Adams', 'zoe adams', 'Zoe Baker', 'Zoe'];
    await Promise.all(names.map((name, n) => register(`zoe${n}@pages.example`, name)));
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `/api/users?q=PAGES.example%20zoe&limit=2${cursor && `&cursor=${cursor}`}`;
      const page: { items: { email: string }[]; nextCursor: string | null } = (
        await call('GET', url, undefined, ops)
      ).json();
      found.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor;
    }
    expect([...found].sort()).toEqual(names.map((_, n) => `zoe${n}@pages.example`));
    const one = async (q: string) => (await call('GET', `/api/users?q=${q}`, undefined, ops)).json().items.length;
    expect([await one('zoe%20under_'), await one('zoe%20100%25'), await one('zoe%20_')]).toEqual([1, 1, 1]);
    expect((await call('GET', '/api/users?cursor=bm9uc2Vuc2U', undefined, ops)).json().code).toBe('cursor.invalid');
  });

  it('create and change products', async () => {
    const ops = await opsCookie();
    const product = { name: 'Bread', department: 'Bakery', price: { amount: 150, currency: 'GBP' } };
    const put = (body: object) => call('PUT', '/api/products/bread', body, ops);
    const full = { ...product, description: 'Sour.', picture: '/products/bread.svg' };
    expect([(await put(full)).statusCode, (await put(product)).statusCode]).toEqual([201, 200]);
    const { rows } = await sql.query('SELECT * FROM products');
    expect(rows).toEqual([
      {
        sku: 'bread',
        name: 'Bread',
        department: 'Bakery',
        description: '',
        priceAmount: 150,
        priceCurrency: 'GBP',
        picture: null,
        updatedAt: expect.any(Date),
      },
    ]);
  });

  it.each([
    ['GET', '/api/users'],
    ['PATCH', '/api/users/u1'],
    ['PUT', '/api/products/bread'],
  ])('alone may %s %s', async (method, url) => {
    const { cookie } = await register(`${crypto.randomUUID()}@example.com`);
    expect((await call(method, url, {})).statusCode).toBe(401);
    expect((await call(method, url, {}, cookie)).statusCode).toBe(403);
  });
});

describe('what is captured', () => {
  it('has exactly the columns of the topic schemas, beside what must never leave', async () => {
    const columns = async (table: string) =>
      (
        await sql.query(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1`, [table])
      ).rows
        .map(({ name }) => name as string)
        .sort();
    expect(await columns('users')).toEqual([...Object.keys(UserRow.properties), 'passwordHash', 'roles'].sort());
    expect(await columns('products')).toEqual(Object.keys(ProductRow.properties).sort());
  });

  it('is all that the role of the connector may read, and the heartbeat all that it may write', async () => {
    const { rows } = await sql.query(`
      SELECT table_name || '.' || column_name AS name, privilege_type AS privilege
      FROM information_schema.column_privileges WHERE grantee = 'cdc' ORDER BY 1, 2`);
    const names = (privilege: string) =>
      rows.filter((row) => row.privilege === privilege).map(({ name }) => name as string);
    const captured = [
      ...Object.keys(UserRow.properties).map((column) => `users.${column}`),
      ...Object.keys(ProductRow.properties).map((column) => `products.${column}`),
    ];
    expect(names('SELECT').sort()).toEqual([...captured, 'heartbeat.at', 'heartbeat.id'].sort());
    expect(names('UPDATE')).toEqual(['heartbeat.at', 'heartbeat.id']);
    expect(names('INSERT')).toEqual(['heartbeat.at', 'heartbeat.id']);
  });

  it('is published, with whole rows as identity', async () => {
    const published = await sql.query(
      `SELECT tablename FROM pg_publication_tables WHERE pubname = 'shop_cdc' ORDER BY 1`,
    );
    expect(published.rows.map(({ tablename }) => tablename)).toEqual(['heartbeat', 'products', 'users']);
    const identities = await sql.query(
      `SELECT relname, relreplident FROM pg_class WHERE relname IN ('users', 'products')`,
    );
    expect(identities.rows.every(({ relreplident }) => relreplident === 'f')).toBe(true);
  });
});

describe('the process', () => {
  it('is ready while the database answers, and starts beside another one', async () => {
    expect((await call('GET', '/health/ready')).json().checks.database).toEqual({ status: 'up' });
    const others = await Promise.all([start(), start()]);
    await Promise.all(others.map((other) => other.close()));
  });
});
