import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  InvalidCursor,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  craftedCursors,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import { authorsProjection, namesOf } from '../authors/authors.projection.js';
import { productNameOf, productsAreLoaded, productsProjection } from '../products/products.projection.js';
import { reviewsProjection } from './reviews.projection.js';
import { ownReviewOf, postingOf, ratingsOf, reviewsOf } from './reviews.read-model.js';

let temporary: TemporaryDatabase;
let database: Database;

beforeAll(async () => {
  temporary = await temporaryDatabase(process.env['SHOP_TEST_POSTGRES']!);
  database = openDatabase({ url: temporary.url, application: 'test' });
});
afterAll(async () => {
  await database.close();
  await temporary.drop();
});

/** The n-th review, posted n seconds after noon; its event id is `event-n`. */
const review = (n: number, userId: string, rating: number, sku = 'bread'): FedRecord => {
  const data = { reviewId: `review-${n}`, sku, productName: 'Bread', userId, rating, text: `text ${n}` };
  const time = new Date(Date.UTC(2026, 0, 1, 12, 0, n)).toISOString();
  const context = { id: `event-${n}`, source: '/test', time, correlationid: 'c', actor: userId };
  const more = { requesthash: `hash-${n}`, lineage: `reviews/2/${n}` };
  return {
    key: userId,
    content: { kind: 'event', event: cloudEvent('ReviewPosted', data.reviewId, data, { ...context, ...more }) },
  };
};

describe('reviews', () => {
  let reviews: ReadModel;
  const post = (...records: FedRecord[]) => feed(reviews, records, { topic: 'reviews_clean' });
  const ids = (page: { items: readonly { reviewId: string }[] }) => page.items.map(({ reviewId }) => reviewId);

  beforeEach(async () => {
    await database.query('DROP SCHEMA IF EXISTS reviews_1 CASCADE');
    reviews = new ReadModel(database, reviewsProjection);
  });

  test('of a user and product there is one: the last', async () => {
    await post(review(1, 'ann', 5), review(2, 'bob', 4), review(3, 'ann', 2));
    expect(await ownReviewOf(reviews, 'bread', 'ann')).toMatchObject({
      reviewId: 'review-3',
      rating: 2,
      text: 'text 3',
    });
    expect(await ownReviewOf(reviews, 'milk', 'ann')).toBeUndefined();
    expect(await ownReviewOf(reviews, 'bread', 'cem')).toBeUndefined();
  });

  test('are listed newest first, page by page', async () => {
    await post(review(1, 'ann', 5), review(3, 'cem', 1), review(2, 'bob', 4), review(4, 'ann', 3, 'milk'));
    const first = await reviewsOf(reviews, 'bread', { limit: 2 });
    expect(ids(first)).toEqual(['review-3', 'review-2']);
    const second = await reviewsOf(reviews, 'bread', { limit: 2, cursor: first.nextCursor! });
    expect(second).toEqual({
      items: [
        {
          reviewId: 'review-1',
          sku: 'bread',
          userId: 'ann',
          rating: 5,
          text: 'text 1',
          postedAt: '2026-01-01T12:00:01.000Z',
        },
      ],
      nextCursor: null,
    });
  });

  test('add up to average, count and distribution', async () => {
    await post(review(1, 'ann', 5), review(2, 'bob', 5), review(3, 'cem', 2));
    expect(await ratingsOf(reviews, 'bread')).toEqual({
      average: 4,
      count: 3,
      distribution: { '1': 0, '2': 1, '3': 0, '4': 0, '5': 2 },
    });
    expect(await ratingsOf(reviews, 'milk')).toMatchObject({ average: null, count: 0 });
  });

  test('are replaced by a later one of the same user, in one batch or another', async () => {
    await post(review(1, 'ann', 5), review(2, 'ann', 4), review(3, 'bob', 4));
    await post(review(4, 'ann', 1), review(5, 'ann', 2));
    expect(ids(await reviewsOf(reviews, 'bread', { limit: 9 }))).toEqual(['review-5', 'review-3']);
    expect(await ratingsOf(reviews, 'bread')).toMatchObject({ average: 3, count: 2 });
  });

  test('delivered twice change nothing', async () => {
    await post(review(1, 'ann', 5), review(2, 'ann', 4));
    const before = await ratingsOf(reviews, 'bread');
    await post(review(1, 'ann', 5), review(2, 'ann', 4));
    expect(await ratingsOf(reviews, 'bread')).toEqual(before);
    expect(ids(await reviewsOf(reviews, 'bread', { limit: 9 }))).toEqual(['review-2']);
  });

  test('are known by the id of their event, with the request that caused it', async () => {
    await post(review(7, 'ann', 5));
    expect(await postingOf(reviews, 'event-7')).toEqual({
      reviewId: 'review-7',
      requestHash: 'hash-7',
      position: { topic: 'reviews', partition: 2, offset: '7' },
    });
    expect(await postingOf(reviews, 'event-8')).toBeUndefined();
  });

  test('answer crafted cursors, or refuse them, and nothing else', async () => {
    await post(review(1, 'ann', 5), review(2, 'bob', 4));
    const { nextCursor } = await reviewsOf(reviews, 'bread', { limit: 1 });
    for (const cursor of craftedCursors(nextCursor!))
      await reviewsOf(reviews, 'bread', { limit: 2, cursor }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(InvalidCursor),
      );
  });
});

describe('copies of tables', () => {
  const row = (key: string, value: object): FedRecord => ({ key, content: { kind: 'row', row: value } });
  const gone = (key: string): FedRecord => ({ key, content: { kind: 'tombstone' } });

  test('know what authors are called now, and forget who was deleted', async () => {
    const authors = new ReadModel(database, authorsProjection);
    await feed(authors, [row('ann', { name: 'Ann' }), row('bob', { name: 'Bob' }), row('ann', { name: 'Anna' })], {
      topic: 'users',
    });
    expect(await namesOf(authors, ['ann', 'bob', 'ann', 'cem'])).toEqual(
      new Map([
        ['ann', 'Anna'],
        ['bob', 'Bob'],
      ]),
    );
    await feed(authors, [gone('bob')], { topic: 'users' });
    expect(await namesOf(authors, ['bob'])).toEqual(new Map());
  });

  test('know which products there are', async () => {
    const products = new ReadModel(database, productsProjection);
    expect(await productsAreLoaded(products)).toBe(false);
    await feed(products, [row('bread', { name: 'Bread' }), row('milk', { name: 'Milk' }), gone('milk')], {
      topic: 'products',
    });
    expect([await productNameOf(products, 'bread'), await productNameOf(products, 'milk')]).toEqual([
      'Bread',
      undefined,
    ]);
    expect(await productsAreLoaded(products)).toBe(true);
  });
});
