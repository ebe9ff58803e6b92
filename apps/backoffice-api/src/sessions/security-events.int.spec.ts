import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { app, call, cookieOf, opsCookie, register, sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

/** What was recorded of an action since the last look, oldest first. */
async function recorded(action: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql.query(
    'DELETE FROM security_events WHERE action = $1 RETURNING actor, target, outcome, client, code, at',
    [action],
  );
  return rows.sort((a, b) => a.at - b.at).map(({ at: _, ...row }) => row);
}

describe('who did what', () => {
  it('tells of sign-ins, good and failed, and never what was typed', async () => {
    const { userId } = await register('seen@example.com');
    await recorded('signIn');
    const from = { 'x-forwarded-for': '192.0.2.44' };
    for (const payload of [
      { email: 'seen@example.com', password: 'correct horse' },
      { email: 'seen@example.com', password: 'wrong' },
      { email: 'my-secret@password.example', password: 'x' },
    ])
      await app.inject({ method: 'POST', url: '/api/session', payload, headers: from });
    const events = await recorded('signIn');
    expect(events).toEqual([
      { actor: userId, target: userId, outcome: 'done', client: '192.0.2.44', code: null },
      { actor: null, target: userId, outcome: 'refused', client: '192.0.2.44', code: 'signIn.wrong' },
      {
        actor: null,
        target: expect.stringMatching(/^unknown:/),
        outcome: 'refused',
        client: '192.0.2.44',
        code: 'signIn.wrong',
      },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/secret|password\.example|seen@/);
  });

  it('tells of registering, of signing out, and of changes of users and products', async () => {
    const { cookie, userId } = await register('done@example.com');
    const ops = await opsCookie();
    await recorded('register');
    await register('late@example.com');
    expect(await recorded('register')).toMatchObject([{ outcome: 'done', actor: expect.any(String) }]);
    await call('PATCH', `/api/users/${userId}`, { loyaltyStatus: 'Gold' }, ops);
    await call('PATCH', '/api/users/nobody', { loyaltyStatus: 'Gold' }, ops);
    expect(await recorded('changeUser')).toMatchObject([
      { outcome: 'done', target: userId, code: null },
      { outcome: 'refused', target: 'nobody', code: 'user.notFound' },
    ]);
    const product = { name: 'Bread', department: 'Bakery', price: { amount: 150, currency: 'GBP' } };
    await call('PUT', '/api/products/bread', product, ops);
    expect(await recorded('putProduct')).toMatchObject([{ outcome: 'done', target: 'bread' }]);
    await call('DELETE', '/api/session', undefined, cookie);
    expect(await recorded('signOut')).toMatchObject([{ outcome: 'done', actor: userId }]);
  });

  it('tells who was refused, and no more of one client than a bound', async () => {
    const { cookie, userId } = await register('curious@example.com');
    await recorded('findUsers');
    const ask = () => app.inject({ url: '/api/users', headers: { cookie, 'x-forwarded-for': '192.0.2.66' } });
    await ask();
    expect(await recorded('findUsers')).toEqual([
      { actor: userId, target: null, outcome: 'refused', client: '192.0.2.66', code: 'role.missing' },
    ]);
    for (let n = 0; n < 100; n++) await ask();
    expect(await recorded('findUsers')).toHaveLength(29);
  });

  it('is nothing when somebody who is not signed in asks who they are', async () => {
    await call('GET', '/api/session');
    expect(await recorded('getSession')).toEqual([]);
  });
});

describe('roles', () => {
  it('are given and taken by somebody else of the staff; a taken one ends the sessions', async () => {
    const ops = await opsCookie();
    const { userId } = await register('looks@example.com');
    expect((await call('PATCH', `/api/users/${userId}`, { roles: ['ops.read'] }, ops)).json().roles).toEqual([
      'ops.read',
    ]);
    const staff = cookieOf(
      await call('POST', '/api/session', { email: 'looks@example.com', password: 'correct horse' }),
    );
    expect((await call('GET', '/api/users', undefined, staff)).statusCode).toBe(200);
    const refused = await call('PATCH', `/api/users/${userId}`, { roles: ['ops'] }, staff);
    expect([refused.statusCode, refused.json().detail]).toEqual([403, 'Your role may look, and change nothing.']);
    await call('PATCH', `/api/users/${userId}`, { roles: [] }, ops);
    expect((await call('GET', '/api/users', undefined, staff)).statusCode).toBe(401);
  });

  it("of one's own are not changed", async () => {
    const ops = await opsCookie();
    const me = (await call('GET', '/api/session', undefined, ops)).json().user.userId;
    const answered = await call('PATCH', `/api/users/${me}`, { roles: [] }, ops);
    expect([answered.statusCode, answered.json().errors[0].path]).toEqual([422, '/body/roles']);
  });
});
