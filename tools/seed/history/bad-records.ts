import { cloudEvent, eventRecord, type NewRecord } from '@shop/log-core';
import { products, type SeedProduct } from '../products.ts';
import { SOURCE } from './baskets.ts';
import { timeText } from './calendar.ts';
import { idOf } from './random.ts';

const HOUR = 3_600_000;
const id = (name: string) => idOf('bad record', name);
const review = { sku: 'baked-beans', productName: 'Baked Beans', userId: id('author') };

/** What the partner's events say of themselves. */
function context(name: string, time: number) {
  const correlationid = idOf('request', id(name));
  return { id: id(name), source: '/partner-feed', time: timeText(time), correlationid, actor: 'partner-feed' };
}

/**
 * Three records that other producers got wrong, each in its own way: bytes that are no JSON, an event of a type that
 * nobody declared, and a review whose rating is out of range. The clean step makes a dead letter of each.
 */
export function badRecords(now: number): readonly NewRecord[] {
  const ago = (hours: number) => now - hours * HOUR;
  const outOfRange = { ...review, reviewId: id('rating'), rating: 11, text: 'These go to eleven.' };
  return [
    {
      topic: 'reviews',
      key: 'partner-feed-0001',
      value: 'sku;rating;text\nbread;5;"Very nice"',
      headers: { 'content-type': 'text/csv', source: SOURCE },
    },
    eventRecord('reviews', cloudEvent('ReviewRated', id('type'), { ...review, stars: 4 }, context('type', ago(30)))),
    eventRecord('reviews', cloudEvent('ReviewPosted', id('rating'), outOfRange, context('rating', ago(7)))),
  ];
}

/** A record that is too large for a dead letter (1 MiB): all that the partner had, in one. Compressed it is small. */
export function largeRecord(): NewRecord {
  const line = ({ sku }: SeedProduct, i: number) => `${sku};${1 + (i % 5)};"From the archive, page ${i}"`;
  const pages = Array.from({ length: 30_000 }, (_, i) => line(products[i % products.length] as SeedProduct, i));
  return {
    topic: 'reviews',
    key: 'partner-feed-archive',
    value: ['sku;rating;text', ...pages].join('\n'),
    headers: { 'content-type': 'text/csv', source: SOURCE },
  };
}

/** A review as it should be that nobody meant: the partner tried the line. Operations have it left out. */
export function unwantedReview(now: number): NewRecord {
  const posted = { ...review, reviewId: id('trial'), rating: 1, text: 'TEST 123, please ignore' };
  return eventRecord('reviews', cloudEvent('ReviewPosted', id('trial'), posted, context('trial', now - HOUR)));
}
