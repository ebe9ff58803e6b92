import { expect, it } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import { dumpsOfAnyOrder, type FedLog, type FedRecord, type Projection } from '@shop/log-postgres';
import { authorsProjection } from './authors/authors.projection.js';
import { productsProjection } from './products/products.projection.js';
import { reviewsProjection } from './reviews/reviews.projection.js';
import { shopRatingProjection } from './shop-rating/shop-rating.projection.js';

/** Sixty reviews by eleven users of four products: most are replaced by a later one of the same user. */
const reviews = Array.from({ length: 60 }, (_, n): FedRecord => {
  const [userId, reviewId] = [`user-${n % 11}`, `review-${n}`];
  const data = { reviewId, sku: `sku-${n % 4}`, productName: 'P', userId, rating: 1 + (n % 5), text: `text ${n}` };
  const time = new Date(Date.UTC(2026, 0, 1, 12, (n * 7) % 60)).toISOString();
  const context = {
    id: `event-${n}`,
    source: '/test',
    time,
    correlationid: 'c',
    actor: userId,
    lineage: `reviews/0/${n}`,
  };
  return { key: userId, content: { kind: 'event', event: cloudEvent('ReviewPosted', reviewId, data, context) } };
});
const rows = (prefix: string) =>
  Array.from({ length: 40 }, (_, n): FedRecord => {
    const key = `${prefix}-${n % 7}`;
    return { key, content: n % 9 === 8 ? { kind: 'tombstone' } : { kind: 'row', row: { name: `Name ${n}` } } };
  });

it.each<{ projection: Projection; log: FedLog }>([
  { projection: reviewsProjection, log: { reviews_clean: reviews } },
  { projection: shopRatingProjection, log: { reviews_clean: reviews } },
  { projection: authorsProjection, log: { users: rows('user') } },
  { projection: productsProjection, log: { products: rows('sku') } },
])(
  '$projection.name: the same log gives the same rows, whatever the batches and the order of partitions',
  async ({ projection, log }) => {
    const [first, ...others] = await dumpsOfAnyOrder(projection, log);
    expect(Object.values(first).flat()).not.toHaveLength(0);
    for (const dump of others) expect(dump).toEqual(first);
  },
);
