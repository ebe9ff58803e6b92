import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { HeldReviews, Problem, ReviewAccepted, Reviews } from '@shop/api';
import { readToEnd } from '@shop/log-kafka';
import { topics } from '@shop/topics';
import { ReviewApiHarness } from './testing/review-api.harness.js';

jest.setTimeout(60_000);

let shop: ReviewApiHarness;
beforeAll(async () => {
  shop = await ReviewApiHarness.start();
});
afterAll(() => shop.close());

const BREAD = '/api/products/bread/reviews';
const post = (user: string, rating: number, path = BREAD, key?: string) =>
  shop.ask<ReviewAccepted>(`POST ${path}`, { user, body: { rating, text: `${rating} stars` }, ...(key && { key }) });
const list = (path = BREAD, query = '') => shop.ask<Reviews>(`GET ${path}${query}`);

test('says that it is still loading while no product has arrived', async () => {
  expect(await post('ann', 5)).toMatchObject({ status: 503, body: { code: 'products.loading' } });
  expect(await list()).toMatchObject({ status: 503, body: { code: 'products.loading' } });
  await shop.appendProducts({ bread: 'Bread', milk: 'Milk', beans: 'Beans' });
  for (const sku of ['bread', 'milk', 'beans'])
    await shop.until(`GET /api/products/${sku}/reviews`, {}, ({ status }) => status === 200);
  for (const user of ['ann', 'bea', 'cem', 'dan', 'eve']) await shop.appendUser(user, `${user} Writer`);
});

describe('posting', () => {
  test('is for signed-in users, of products that exist, within the rules', async () => {
    const body = { rating: 5, text: 'good' };
    expect((await shop.ask(`POST ${BREAD}`, { body })).status).toBe(401);
    expect(await post('ann', 5, '/api/products/no-such/reviews')).toMatchObject({
      status: 404,
      body: { code: 'product.notFound' },
    });
    for (const wrong of [
      { ...body, rating: 6 },
      { ...body, rating: 0 },
      { ...body, text: 'x'.repeat(2001) },
      { rating: 1 },
    ])
      expect((await shop.ask(`POST ${BREAD}`, { user: 'ann', body: wrong })).status).toBe(400);
  });

  test('is answered with event and position, and seen by whoever asks for the event', async () => {
    const posted = await post('bea', 4);
    expect(posted).toMatchObject({
      status: 201,
      body: { event: { type: 'ReviewPosted' }, position: { topic: 'reviews' } },
    });
    const { body } = await shop.ask<Reviews>(`GET ${BREAD}?after=${posted.body.event.id}`, { user: 'bea' });
    expect(body.items.find(({ reviewId }) => reviewId === posted.body.reviewId)).toMatchObject({
      sku: 'bread',
      userId: 'bea',
      rating: 4,
      text: '4 stars',
    });
  });

  test('again replaces the review', async () => {
    await post('cem', 5, '/api/products/milk/reviews');
    const { body: last } = await post('cem', 1, '/api/products/milk/reviews');
    const { body } = await shop.until<Reviews>(
      `GET /api/products/milk/reviews?after=${last.event.id}`,
      {},
      // The name of its author is read from another topic.
      ({ body: { items } }) => items?.length > 0,
    );
    expect(body).toMatchObject({ average: 1, count: 1, distribution: { '1': 1, '2': 0, '3': 0, '4': 0, '5': 0 } });
    expect(body.items.map(({ reviewId }) => reviewId)).toEqual([last.reviewId]);
    expect(body).not.toHaveProperty('own');
  });

  test('is shown to who posted it, whatever page it is on, and to nobody else as their own', async () => {
    const { body: posted } = await post('fay', 2, '/api/products/milk/reviews');
    await post('gus', 4, '/api/products/milk/reviews');
    const path = `GET /api/products/milk/reviews?limit=1&after=${posted.event.id}`;
    const { reviewId } = posted;
    expect((await shop.ask<Reviews>(path, { user: 'fay' })).body.own).toMatchObject({ reviewId, rating: 2 });
    expect((await shop.ask<Reviews>(path, { user: 'hal' })).body).not.toHaveProperty('own');
  });

  test('with an Idempotency-Key happens once, whenever it is repeated', async () => {
    const before = await endOfReviews();
    const at = '/api/products/beans/reviews';
    const [one, other] = await Promise.all([post('dan', 3, at, 'key-1'), post('dan', 3, at, 'key-1')]);
    expect([one.status, other]).toEqual([201, expect.objectContaining({ status: 201, body: one.body })]);
    await list(at, `?after=${one.body.event.id}`);
    expect((await post('dan', 3, at, 'key-1')).body).toEqual(one.body);
    expect(await post('dan', 2, at, 'key-1')).toMatchObject({ status: 422, body: { code: 'idempotencyKey.reused' } });
    expect((await post('eve', 2, at, 'key-1')).status).toBe(201);
    expect((await endOfReviews()) - before).toBe(2);
  });
});

describe('reading', () => {
  test('shows who wrote it now, and neither name nor text once they are deleted: the stars stay', async () => {
    await shop.appendUser('fay', 'Fay Writer');
    const { body: posted } = await post('fay', 5, '/api/products/bread/reviews');
    const after = `?after=${posted.event.id}`;
    const author = async () => (await list(BREAD, after)).body.items.find(({ userId }) => userId === 'fay')?.author;
    while ((await author()) !== 'Fay Writer');
    const { count, average } = (await list(BREAD)).body;
    await shop.appendUser('fay');
    while ((await author()) !== undefined);
    expect((await list(BREAD)).body).toMatchObject({ count, average });
  });

  test('tells a person what is held, and nobody else', async () => {
    const { body: posted } = await post('hal', 2, '/api/products/bread/reviews');
    await list(BREAD, `?after=${posted.event.id}`);
    const held = (user: string) => shop.ask<HeldReviews>('GET /api/users/hal/export/reviews', { user });
    expect((await held('hal')).body.reviews).toMatchObject([{ reviewId: posted.reviewId, rating: 2, text: '2 stars' }]);
    expect((await held('ann')).status).toBe(404);
  });

  test('shows somebody their own review before the row of its author has arrived', async () => {
    const { body: posted } = await post('gus', 4, '/api/products/beans/reviews');
    const own = `GET /api/products/beans/reviews?after=${posted.event.id}`;
    const seenBy = async (user?: string) =>
      (await shop.ask<Reviews>(own, { user })).body.items.map(({ reviewId }) => reviewId);
    expect(await seenBy('gus')).toContain(posted.reviewId);
    expect(await seenBy()).not.toContain(posted.reviewId);
  });

  test('of an event that has not arrived is refused for the time being', async () => {
    const answered = await shop.ask<Problem>(`GET ${BREAD}?after=${randomUUID()}`);
    expect(answered).toMatchObject({ status: 503, body: { code: 'readModel.behind' } });
    expect(answered.headers['retry-after']).toBeDefined();
    // Waiting for what can't be the id of an event would be in vain.
    expect(await shop.ask<Problem>(`GET ${BREAD}?after=no-such-event`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ path: '/query/after' }] },
    });
  });

  test('refuses a cursor that is not ours', async () => {
    expect(await list(BREAD, '?cursor=abc')).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });
});

/** How many records are in `reviews`. */
async function endOfReviews(): Promise<number> {
  let count = 0;
  await readToEnd(
    shop.kafka,
    [0, 1].map((partition) => ({ topic: topics.reviews, partition })),
    (batch) => void (count += batch.records.length),
  );
  return count;
}
