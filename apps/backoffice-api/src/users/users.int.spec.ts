import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { craftedCursors } from '@shop/log-postgres';
import { call, opsCookie, register, sql, start, stop } from '../backoffice.fixture.js';

beforeAll(start, 60_000);
afterAll(stop);

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
    const { nextCursor } = (await call('GET', '/api/users?limit=1', undefined, ops)).json();
    for (const crafted of craftedCursors(nextCursor))
      expect([200, 400]).toContain((await call('GET', `/api/users?cursor=${crafted}`, undefined, ops)).statusCode);
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
