import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, another, register, sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

const attempt = async (email: string, password: string, client: string, of = app) => {
  const { statusCode, body, headers } = await of.inject({
    method: 'POST',
    url: '/api/session',
    payload: { email, password },
    headers: { 'x-forwarded-for': client },
  });
  return { status: statusCode, body, retryAfter: headers['retry-after'] };
};
/** Guesses from ever new addresses until it is refused; how many were answered. */
async function guesses(email: string): Promise<number> {
  for (let n = 0; n < 200; n++)
    if ((await attempt(email, 'wrong', `198.51.${Math.floor(n / 100)}.${n % 100}`)).status === 429) return n;
  return 200;
}

describe('guessing from many addresses', () => {
  it('is refused for the account after 30 guesses, and says no more than for an account that does not exist', async () => {
    await register('many@example.com');
    expect(await guesses('many@example.com')).toBe(30);
    expect(await guesses('nobody@example.com')).toBe(30);
    const [known, unknown] = await Promise.all(
      ['many@example.com', 'nobody@example.com'].map((email) => attempt(email, 'wrong', '203.0.113.1')),
    );
    expect(known.status).toBe(429);
    expect(known.body).toBe(unknown.body);
  });

  it('counts what the database finds, however the address is written', async () => {
    await register('vip@example.com');
    const { rows } = await sql.query(`SELECT lower('v\u0130p@example.com') = 'vip@example.com' AS same`);
    const spellings = [
      'vip@example.com',
      'VIP@example.com',
      ' Vip@EXAMPLE.com'.trim(),
      ...(rows[0].same ? ['v\u0130p@example.com'] : []),
    ];
    for (let n = 0; n < 30; n++) await attempt(spellings[n % spellings.length], 'wrong', `198.51.100.${n}`);
    for (const email of spellings) expect((await attempt(email, 'wrong', '203.0.113.2')).status).toBe(429);
  });

  it('never locks out an address that the account signed in from before', async () => {
    await register('victim@example.com');
    expect((await attempt('victim@example.com', 'correct horse', '203.0.113.9')).status).toBe(200);
    await guesses('victim@example.com');
    expect((await attempt('victim@example.com', 'correct horse', '203.0.113.8')).status).toBe(429);
    expect((await attempt('victim@example.com', 'correct horse', '203.0.113.9')).status).toBe(200);
  });

  it('is counted by all processes together', async () => {
    await register('shared@example.com');
    await guesses('shared@example.com');
    const other = await another();
    expect((await attempt('shared@example.com', 'wrong', '203.0.113.3', other)).status).toBe(429);
    await other.close();
  });

  it('remembers a bounded number of addresses', async () => {
    const { userId } = await register('traveller@example.com');
    for (let n = 0; n < 25; n++) await attempt('traveller@example.com', 'correct horse', `192.0.2.${n}`);
    const { rows } = await sql.query('SELECT count(*)::int AS kept FROM known_clients WHERE "userId" = $1', [userId]);
    expect(rows[0].kept).toBe(20);
  });
});
