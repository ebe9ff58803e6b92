import { cloudEvent, eventRecord, type NewRecord } from '@shop/log-core';
import { SOURCE } from './baskets.ts';
import { timeText } from './calendar.ts';
import { idOf } from './random.ts';

/**
 * Three records that other producers got wrong, each in its own way: bytes that are no JSON, an event of a type that
 * nobody declared, and a review whose rating is out of range. The clean step makes a dead letter of each.
 */
export function badRecords(now: number): readonly NewRecord[] {
  const id = (name: string) => idOf('bad record', name);
  const context = (name: string, hoursAgo: number) => ({
    id: id(name),
    source: '/partner-feed',
    time: timeText(now - hoursAgo * 3_600_000),
    correlationid: idOf('request', id(name)),
    actor: 'partner-feed',
  });
  const review = { sku: 'baked-beans', productName: 'Baked Beans', userId: id('author') };
  const outOfRange = { ...review, reviewId: id('rating'), rating: 11, text: 'These go to eleven.' };
  return [
    {
      topic: 'reviews',
      key: 'partner-feed-0001',
      value: 'sku;rating;text\nbread;5;"Very nice"',
      headers: { 'content-type': 'text/csv', source: SOURCE },
    },
    eventRecord('reviews', cloudEvent('ReviewRated', id('type'), { ...review, stars: 4 }, context('type', 30))),
    eventRecord('reviews', cloudEvent('ReviewPosted', id('rating'), outOfRange, context('rating', 7))),
  ];
}
