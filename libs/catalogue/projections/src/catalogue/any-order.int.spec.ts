import { expect, it } from '@jest/globals';
import { cloudEvent } from '@shop/log-core';
import { dumpsOfAnyOrder, type FedRecord } from '@shop/log-postgres';
import type { ProductRow } from '@shop/topics';
import { catalogueProjection } from './catalogue.projection.js';

/** Fifty rows of six products, some deleted and made again. */
const products = Array.from({ length: 50 }, (_, n): FedRecord => {
  const sku = `sku-${n % 6}`;
  const timestamp = Date.UTC(2026, 0, 1, 12, n);
  if (n % 13 === 12) return { key: sku, timestamp, content: { kind: 'tombstone' } };
  const row: ProductRow = {
    sku,
    name: `Name ${n}`,
    department: `Department ${n % 3}`,
    description: 'Something',
    priceAmount: n,
    priceCurrency: 'GBP',
    picture: null,
    updatedAt: new Date(timestamp).toISOString(),
  };
  return { key: sku, timestamp, content: { kind: 'row', row } };
});
/** Sixty reviews by eleven users: most are replaced by a later one of the same user. */
const reviews = Array.from({ length: 60 }, (_, n): FedRecord => {
  const [userId, reviewId] = [`user-${n % 11}`, `review-${n}`];
  const data = { reviewId, sku: `sku-${n % 4}`, productName: 'P', userId, rating: 1 + (n % 5), text: '' };
  const time = new Date(Date.UTC(2026, 0, 1, 12, (n * 7) % 60)).toISOString();
  const context = { id: `event-${n}`, source: '/test', time, correlationid: 'c', actor: userId };
  return { key: userId, content: { kind: 'event', event: cloudEvent('ReviewPosted', reviewId, data, context) } };
});

it('comes to the same rows, whatever the batches and the order of partitions', async () => {
  const [first, ...others] = await dumpsOfAnyOrder(catalogueProjection, { products, reviews_clean: reviews });
  expect(Object.values(first).flat()).not.toHaveLength(0);
  for (const dump of others) expect(dump).toEqual(first);
});
