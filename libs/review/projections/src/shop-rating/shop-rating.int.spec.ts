import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import {
  feed,
  openDatabase,
  ReadModel,
  temporaryDatabase,
  type Database,
  type FedRecord,
  type TemporaryDatabase,
} from '@shop/log-postgres';
import { shopRating, shopRatingProjection } from './shop-rating.projection.js';

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

let reviews = 0;
function review(userId: string, sku: string, rating: number): FedRecord {
  const id = `event-${reviews++}`;
  const context = { id, source: '/test', time: '2026-01-01T12:00:00Z', correlationid: 'c', actor: userId };
  return {
    key: userId,
    content: { kind: 'event', event: cloudEvent('ReviewPosted', id, { userId, sku, rating }, context) },
  };
}

it('counts what each user says last of each product, in one batch or another', async () => {
  const ratings = new ReadModel(database, shopRatingProjection);
  const post = (...records: FedRecord[]) => feed(ratings, records, { topic: 'reviews_clean' });
  expect(await shopRating(ratings)).toEqual({ reviews: 0, ratingAverage: null });
  await post({ key: 'ann', content: { kind: 'tombstone' } });
  await post(review('ann', 'bread', 1), review('ann', 'milk', 5), review('bob', 'bread', 5), review('ann', 'bread', 2));
  expect(await shopRating(ratings)).toEqual({ reviews: 3, ratingAverage: 4 });
  await post(review('ann', 'bread', 3));
  expect(await shopRating(ratings)).toEqual({ reviews: 3, ratingAverage: 4.33 });
});
