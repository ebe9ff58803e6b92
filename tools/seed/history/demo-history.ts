import { eventRecord, type NewRecord } from '@shop/log-core';
import { products, type SeedProduct } from '../products.ts';
import { badRecords, largeRecord, unwantedReview } from './bad-records.ts';
import { trips } from './baskets.ts';
import { people, type Person } from './people.ts';
import { isUnhappy, reviews } from './reviews.ts';

/** How many alerts are left open. */
export const OPEN_ALERTS = 5;

/** Everything that happened before the shop was opened to visitors. */
export interface DemoHistory {
  readonly people: readonly Person[];
  readonly products: readonly SeedProduct[];
  /** Records of `order_contacts`: appended before the checkouts they belong to. */
  readonly contacts: readonly NewRecord[];
  /** Records of `basket_events`, in the order of their times. */
  readonly baskets: readonly NewRecord[];
  /** Records of `reviews`, the three bad ones among them. */
  readonly reviews: readonly NewRecord[];
  /** How many reviews are good ones. */
  readonly opinions: number;
  /** A record that is too large for a dead letter. */
  readonly tooLarge: NewRecord;
  /** A record that operations have left out. */
  readonly unwanted: NewRecord;
  /** Somebody with orders, who is forgotten in the end, and how many orders those are. */
  readonly forgotten: { readonly userId: string; readonly orders: number };
  /** The reviews that raise alerts, by review id, latest first. The first few alerts stay open. */
  readonly unhappyReviewIds: readonly string[];
}

/**
 * The demo history: a pure function of the time at which it ends. What is in the baskets and all ids of people,
 * baskets and orders are the same in every shop; times follow `now`.
 * @param now in milliseconds since 1970
 */
export function demoHistory(now: number): DemoHistory {
  const everybody = people();
  const visits = trips(everybody, now);
  const opinions = reviews(everybody, visits, now);
  const events = visits.flatMap((visit) => visit.events);
  const contacts = visits.flatMap(({ contact }) => contact ?? []);
  const { userId } = everybody.at(-1) as Person;
  return {
    people: everybody,
    products,
    contacts: contacts.map((contact) => ({
      topic: 'order_contacts',
      key: contact.orderId,
      value: JSON.stringify(contact),
      headers: { 'content-type': 'application/json' },
    })),
    baskets: events
      .map((event, place) => ({ event, place }))
      .sort((a, b) => a.event.time.localeCompare(b.event.time) || a.place - b.place)
      .map(({ event }) => eventRecord('basket_events', event)),
    reviews: withBetween(
      opinions.map((event) => eventRecord('reviews', event)),
      badRecords(now),
    ),
    opinions: opinions.length,
    tooLarge: largeRecord(),
    unwanted: unwantedReview(now),
    forgotten: { userId, orders: contacts.filter(({ owner }) => owner === userId).length },
    unhappyReviewIds: opinions
      .filter((event) => isUnhappy(event, everybody))
      .map(({ data }) => data.reviewId)
      .reverse(),
  };
}

/** Puts some records between the last of others, so that readers must carry on after each. */
function withBetween(records: readonly NewRecord[], others: readonly NewRecord[]): NewRecord[] {
  const every = Math.ceil(records.length / (others.length + 1));
  return records.flatMap((record, i) => {
    const other = (i + 1) % every === 0 ? others[(i + 1) / every - 1] : undefined;
    return other ? [record, other] : [record];
  });
}
